// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    for (const sql::AlterAction* action : addedConstraints(at, Constraint::Unique)) {
        if (!action->constraint.usingIndex.isEmpty() || at.isEmpty(tableOf(at)))
            continue;
        report.addOnTable(at, tableOf(at),
            QString("Nobody can read or write %1 until the index is built, and duplicate values make it fail.")
                .arg(at.describe(tableOf(at))),
            placeOf(at, *action));
    }
}

extern const Rule addUniqueConstraint {
    .id = "add-unique-constraint",
    .severity = Severity::Warning,
    .hazard = "A unique constraint builds its index under the strongest lock.",
    .effect = "ACCESS EXCLUSIVE during a full scan and an index build.",
    .safe = "CREATE UNIQUE INDEX CONCURRENTLY, then ADD CONSTRAINT … UNIQUE USING INDEX.",
    .manual = "sql-altertable.html",
    .kinds = { Kind::AlterTable },
    .check = check,
    .bad = { { "ALTER TABLE t ADD CONSTRAINT u UNIQUE (a, b)" } },
    .good = { { "ALTER TABLE t ADD CONSTRAINT u UNIQUE USING INDEX i" },
        { "CREATE TABLE t (a int); ALTER TABLE t ADD UNIQUE (a)" } },
};

} // namespace corridor::rules
