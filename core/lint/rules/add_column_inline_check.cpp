// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    for (const sql::AlterAction* action : actions(at, Action::AddColumn)) {
        if (!action->column.has(Constraint::Check))
            continue;
        report.addOnTable(at, tableOf(at),
            QString("The CHECK on the new column reads all of %1 while nobody else can.").arg(at.describe(tableOf(at))),
            placeOf(at, *action));
    }
}

extern const Rule addColumnInlineCheck {
    .id = "add-column-inline-check",
    .severity = Severity::Warning,
    .hazard = "A CHECK written with a new column reads the whole table, though every value is the same.",
    .effect = "ACCESS EXCLUSIVE during a full scan of the table and its inheritors.",
    .safe = "Add the column first, then the CHECK as NOT VALID, and VALIDATE it in a later migration.",
    .manual = "sql-altertable.html",
    .kinds = { Kind::AlterTable },
    .check = check,
    .bad = { { "ALTER TABLE t ADD COLUMN c int CHECK (c > 0)" },
        { "ALTER TABLE t ADD COLUMN c int NOT NULL DEFAULT 1 CONSTRAINT positive CHECK (c > 0)" } },
    .good = { { "CREATE TABLE t (c int CHECK (c > 0))" },
        { "ALTER TABLE t ADD COLUMN c int; ALTER TABLE t ADD CONSTRAINT k CHECK (c > 0) NOT VALID" } },
};

} // namespace corridor::rules
