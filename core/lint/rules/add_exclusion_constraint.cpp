// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    for (const sql::AlterAction* action : addedConstraints(at, Constraint::Exclusion))
        report.addOnTable(at, tableOf(at),
            QString("Nobody can read or write %1 until the index is built and every row is checked against it.")
                .arg(at.describe(tableOf(at))),
            placeOf(at, *action));
}

extern const Rule addExclusionConstraint {
    .id = "add-exclusion-constraint",
    .severity = Severity::Warning,
    .hazard = "An exclusion constraint builds its index under the strongest lock, and has no gentle form.",
    .effect
    = "ACCESS EXCLUSIVE during an index build and a second scan. Neither NOT VALID nor USING INDEX exists for it.",
    .safe = "Make a new table with the constraint and swap, or do it in a quiet hour.",
    .manual = "sql-createtable.html#SQL-CREATETABLE-EXCLUDE",
    .kinds = { Kind::AlterTable },
    .check = check,
    .bad = { { "ALTER TABLE t ADD CONSTRAINT x EXCLUDE USING gist (during WITH &&)" } },
    .good = { { "CREATE TABLE t (during tsrange, EXCLUDE USING gist (during WITH &&))" } },
};

} // namespace corridor::rules
