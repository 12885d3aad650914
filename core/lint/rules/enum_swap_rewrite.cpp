// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    for (const sql::AlterAction* action : actions(at, Action::SetType)) {
        const TypeState* type = at.schema().type(action->column.type.name);
        const bool swap = type && type->kind == TypeState::Kind::Enum && type->fresh && action->expression;
        if (swap)
            report.addOnTable(at, tableOf(at),
                QString("Replacing the enum of %1 rewrites %2, and fails on rows that hold a value which is gone.")
                    .arg(code(action->name), at.describe(tableOf(at))),
                placeOf(at, *action));
    }
}

extern const Rule enumSwapRewrite {
    .id = "enum-swap-rewrite",
    .severity = Severity::Error,
    .hazard = "An enum value is removed by swapping the type, which rewrites every table that uses it.",
    .effect = "ACCESS EXCLUSIVE and a rewrite of each table, all in the transaction that Prisma writes around it.",
    .safe = "Leave the label in the type and forbid it by a CHECK, or expand and contract with a new column.",
    .manual = "datatype-enum.html",
    .kinds = { Kind::AlterTable },
    .check = check,
    .bad = { { "BEGIN; CREATE TYPE \"Role_new\" AS ENUM ('A'); ALTER TABLE \"User\" ALTER COLUMN \"role\" TYPE \"Role_new\" USING "
               "(\"role\"::text::\"Role_new\"); ALTER TYPE \"Role\" RENAME TO \"Role_old\"; DROP TYPE \"Role_old\"; COMMIT;" } },
    .good = { { "ALTER TYPE e ADD VALUE 'x'" } },
};

} // namespace corridor::rules
