// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"
#include "lint/rules/timescale.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    if (!hypertable(at, tableOf(at)))
        return;
    for (const sql::AlterAction* action : actions(at, Action::AddConstraint)) {
        if (!action->constraint.usingIndex.isEmpty())
            report.add(at, QString("TimescaleDB refuses USING INDEX on the hypertable %1.").arg(code(tableOf(at))),
                placeOf(at, *action));
    }
}

extern const Rule tsUniqueUsingIndexRejected {
    .id = "ts-unique-using-index-rejected",
    .severity = Severity::Error,
    .hazard = "A constraint of a hypertable cannot take over an index.",
    .effect = "The statement fails; the usual way to a unique constraint is closed.",
    .safe = "ADD UNIQUE directly, in a quiet hour and with a lock_timeout: ACCESS EXCLUSIVE on all chunks.",
    .manual = "https://docs.tigerdata.com/use-timescale/latest/hypertables/hypertables-and-unique-indexes/",
    .kinds = { Kind::AlterTable },
    .check = check,
    .bad = { { "ALTER TABLE t ADD CONSTRAINT u UNIQUE USING INDEX i",
        "CREATE TABLE t (id int, ts timestamptz); SELECT create_hypertable('t', 'ts');" } },
    .good = { { "ALTER TABLE t ADD CONSTRAINT u UNIQUE USING INDEX i", "CREATE TABLE t (id int, ts timestamptz);" },
        { "ALTER TABLE t ADD CONSTRAINT u UNIQUE (id, ts)",
            "CREATE TABLE t (id int, ts timestamptz); SELECT create_hypertable('t', 'ts');" } },
};

} // namespace corridor::rules
