// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    for (const sql::AlterAction* action : addedConstraints(at, Constraint::Check)) {
        if (action->constraint.notValid || at.isEmpty(tableOf(at)))
            continue;
        report.addOnTable(at, tableOf(at),
            QString("Nobody can read or write %1 while every row is checked.").arg(at.describe(tableOf(at))),
            placeOf(at, *action));
    }
}

extern const Rule addCheckValidating {
    .id = "add-check-validating",
    .severity = Severity::Warning,
    .hazard = "Adding a CHECK reads the whole table under the strongest lock.",
    .effect = "ACCESS EXCLUSIVE during a full scan of the table and its inheritors.",
    .safe = "ADD … NOT VALID now; VALIDATE CONSTRAINT in a later migration, which lets everybody work.",
    .manual = "sql-altertable.html#SQL-ALTERTABLE-NOTES",
    .kinds = { Kind::AlterTable },
    .check = check,
    .bad = { { "ALTER TABLE t ADD CONSTRAINT k CHECK (a > 0)" } },
    .good = { { "ALTER TABLE t ADD CONSTRAINT k CHECK (a > 0) NOT VALID" },
        { "CREATE TABLE t (a int); ALTER TABLE t ADD CHECK (a > 0)" },
        { "ALTER DOMAIN d ADD CHECK (VALUE > 0) NOT VALID" } },
};

} // namespace corridor::rules
