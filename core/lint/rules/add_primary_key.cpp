// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    for (const sql::AlterAction* action : addedConstraints(at, Constraint::PrimaryKey)) {
        if (!action->constraint.usingIndex.isEmpty() || at.isEmpty(tableOf(at)))
            continue;
        report.addOnTable(at, tableOf(at),
            QString("Nobody can read or write %1 until the index is built; nulls and duplicates make it fail.")
                .arg(at.describe(tableOf(at))),
            placeOf(at, *action));
    }
}

extern const Rule addPrimaryKey {
    .id = "add-primary-key",
    .severity = Severity::Warning,
    .hazard = "A primary key builds its index, and checks for nulls, under the strongest lock.",
    .effect = "ACCESS EXCLUSIVE during a full scan and an index build.",
    .safe = "CREATE UNIQUE INDEX CONCURRENTLY, NOT NULL by a validated CHECK, then ADD PRIMARY KEY USING INDEX.",
    .manual = "sql-altertable.html",
    .kinds = { Kind::AlterTable },
    .check = check,
    .bad = { { "ALTER TABLE t ADD CONSTRAINT t_pkey PRIMARY KEY (id)" },
        { "ALTER TABLE t DROP CONSTRAINT t_pkey, ADD PRIMARY KEY (id, a)" } },
    .good = { { "ALTER TABLE t ADD PRIMARY KEY USING INDEX i" },
        { "CREATE TABLE t (id int); ALTER TABLE t ADD PRIMARY KEY (id)" } },
};

} // namespace corridor::rules
