// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    for (const sql::AlterAction* action : actions(at, Action::AddColumn)) {
        const TypeState* type = at.schema().type(action->column.type.name);
        if (!type || type->kind != TypeState::Kind::Domain || !type->constrained || action->column.type.array)
            continue;
        report.addOnTable(at, tableOf(at),
            QString("The constraint of the domain %1 is checked by rewriting %2, even without a default.")
                .arg(code(type->name), at.describe(tableOf(at))),
            placeOf(at, *action));
    }
}

extern const Rule addColumnConstrainedDomain {
    .id = "add-column-constrained-domain",
    .severity = Severity::Warning,
    .hazard = "A column of a domain with constraints rewrites the table when it is added.",
    .effect = "ACCESS EXCLUSIVE and a rewrite of the heap and every index, on all versions up to 17.",
    .safe = "Use the base type and a CHECK … NOT VALID on the table, or a domain without constraints.",
    .manual = "sql-altertable.html",
    .kinds = { Kind::AlterTable },
    .check = check,
    .bad = { { "ALTER TABLE t ADD COLUMN e email", "CREATE DOMAIN email AS text CHECK (VALUE LIKE '%@%');" } },
    .good = { { "ALTER TABLE t ADD COLUMN e email", "CREATE DOMAIN email AS text;" },
        { "ALTER TABLE t ADD COLUMN e citext" } },
};

} // namespace corridor::rules
