// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    const auto& index = at.as<sql::CreateIndex>();
    if (index.concurrently || index.only || !at.isPartitioned(index.table))
        return;
    const qsizetype partitions = at.relation(index.table)->children.size();
    report.addOnTable(at, index.table,
        QString("Nobody can write to %1 or any of its %2 partitions until all their indexes are built.")
            .arg(at.describe(index.table))
            .arg(partitions));
}

extern const Rule partitionedIndexFanout {
    .id = "partitioned-index-fanout",
    .severity = Severity::Warning,
    .hazard = "An index on a partitioned table is built on every partition in one transaction.",
    .effect = "SHARE on the parent and every partition until the last index is built.",
    .safe = "CREATE INDEX ON ONLY the parent, CONCURRENTLY on each partition, then ALTER INDEX … ATTACH PARTITION.",
    .manual = "ddl-partitioning.html",
    .kinds = { Kind::CreateIndex },
    .check = check,
    .bad = { { "CREATE INDEX i ON p (a)",
        "CREATE TABLE p (a int) PARTITION BY LIST (a); CREATE TABLE q PARTITION OF p DEFAULT;" } },
    .good = { { "CREATE INDEX i ON ONLY p (a)", "CREATE TABLE p (a int) PARTITION BY LIST (a);" },
        { "CREATE TABLE p (a int) PARTITION BY LIST (a); CREATE INDEX i ON p (a)" } },
};

} // namespace corridor::rules
