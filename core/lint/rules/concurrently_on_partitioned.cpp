// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    if (const auto* index = at.statement.as<sql::CreateIndex>(); index && index->concurrently && at.isPartitioned(index->table) && !index->only)
        report.add(at, QString("%1 is partitioned: its index cannot be built concurrently.").arg(code(index->table)));
    for (const sql::AlterAction* action : actions(at, Action::DetachPartition)) {
        const RelationState* parent = at.relation(tableOf(at));
        if (action->concurrently && parent && !parent->defaultPartition.isEmpty())
            report.add(at, QString("%1 has a DEFAULT partition, so nothing can be detached concurrently.").arg(code(tableOf(at))));
    }
}

extern const Rule concurrentlyOnPartitioned {
    .id = "concurrently-on-partitioned",
    .severity = Severity::Error,
    .hazard = "CONCURRENTLY does not work on a partitioned table.",
    .effect = "An error on all versions up to 17.",
    .safe = "CREATE INDEX ON ONLY the parent, CONCURRENTLY on each partition, then ALTER INDEX … ATTACH PARTITION.",
    .manual = "sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY",
    .kinds = { Kind::CreateIndex, Kind::AlterTable },
    .check = check,
    .bad = { { "CREATE INDEX CONCURRENTLY i ON p (a)", "CREATE TABLE p (a int) PARTITION BY LIST (a);" },
        { "ALTER TABLE p DETACH PARTITION q CONCURRENTLY",
            "CREATE TABLE p (a int) PARTITION BY LIST (a); CREATE TABLE q PARTITION OF p FOR VALUES IN (1); CREATE TABLE "
            "r PARTITION OF p DEFAULT;" } },
    .good = { { "CREATE INDEX CONCURRENTLY i ON q (a)",
                  "CREATE TABLE p (a int) PARTITION BY LIST (a); CREATE TABLE q PARTITION OF p FOR VALUES IN (1);" },
        { "ALTER TABLE p DETACH PARTITION q CONCURRENTLY",
            "CREATE TABLE p (a int) PARTITION BY LIST (a); CREATE TABLE q PARTITION OF p FOR VALUES IN (1);" } },
};

} // namespace corridor::rules
