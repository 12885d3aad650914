// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    for (const sql::AlterAction* action : actions(at, Action::DetachPartition)) {
        if (!action->concurrently)
            report.addOnTable(at, tableOf(at),
                QString("Nobody can read or write %1 until this commits.").arg(at.describe(tableOf(at))),
                placeOf(at, *action));
    }
}

extern const Rule detachPartitionBlocking {
    .id = "detach-partition-blocking",
    .severity = Severity::Warning,
    .hazard = "DETACH PARTITION locks the whole partitioned table.",
    .effect = "ACCESS EXCLUSIVE on the parent, the partition and the DEFAULT partition.",
    .safe = "DETACH PARTITION … CONCURRENTLY (14 and later, without a DEFAULT partition), outside of a transaction.",
    .manual = "sql-altertable.html",
    .kinds = { Kind::AlterTable },
    .check = check,
    .bad = { { "ALTER TABLE p DETACH PARTITION q" } },
    .good = { { "ALTER TABLE p DETACH PARTITION q CONCURRENTLY" }, { "ALTER TABLE p DETACH PARTITION q FINALIZE" } },
};

} // namespace corridor::rules
