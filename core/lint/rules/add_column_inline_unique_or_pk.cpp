// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    for (const sql::AlterAction* action : actions(at, Action::AddColumn)) {
        if (!action->column.has(Constraint::Unique) && !action->column.has(Constraint::PrimaryKey))
            continue;
        report.addOnTable(at, tableOf(at),
            QString("The index for %1 is built while nobody can read %2.")
                .arg(code(action->column.name), at.describe(tableOf(at))),
            placeOf(at, *action));
    }
}

extern const Rule addColumnInlineUniqueOrPk {
    .id = "add-column-inline-unique-or-pk",
    .severity = Severity::Warning,
    .hazard = "UNIQUE or PRIMARY KEY written with a new column builds its index under the strongest lock.",
    .effect = "ACCESS EXCLUSIVE during a full scan and an index build.",
    .safe = "Add the column, CREATE UNIQUE INDEX CONCURRENTLY, then ADD CONSTRAINT … USING INDEX.",
    .manual = "sql-altertable.html",
    .kinds = { Kind::AlterTable },
    .check = check,
    .bad
    = { { "ALTER TABLE t ADD COLUMN c text UNIQUE" }, { "ALTER TABLE t ADD COLUMN c bigint DEFAULT 1 PRIMARY KEY" } },
    .good = { { "CREATE TABLE t (c text UNIQUE)" }, { "ALTER TABLE t ADD COLUMN c text" } },
};

} // namespace corridor::rules
