// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    const auto& table = at.as<sql::CreateTable>();
    if (!table.isPartition)
        return;
    const QualifiedName parent = table.inherits.value(0);
    const RelationState* known = at.relation(parent);
    const bool scans = known && !known->defaultPartition.isEmpty() && !table.isDefaultPartition;
    report.addOnTable(at, parent,
        QString("Nobody can read or write %1 until this commits%2.")
            .arg(at.describe(parent), scans ? ", and its DEFAULT partition is read to the end" : ""));
}

extern const Rule createPartitionLocksParent {
    .id = "create-partition-locks-parent",
    .severity = Severity::Warning,
    .hazard = "CREATE TABLE … PARTITION OF locks the whole partitioned table.",
    .effect = "ACCESS EXCLUSIVE on the parent and on the DEFAULT partition, which is scanned as well.",
    .safe
    = "CREATE TABLE … (LIKE parent) with a CHECK for the bounds, then ATTACH PARTITION, which lets everybody work.",
    .manual = "ddl-partitioning.html#DDL-PARTITIONING-DECLARATIVE-MAINTENANCE",
    .kinds = { Kind::CreateTable },
    .check = check,
    .bad = { { "CREATE TABLE q PARTITION OF p FOR VALUES IN (1)", "CREATE TABLE p (a int) PARTITION BY LIST (a);" } },
    .good = { { "CREATE TABLE p (a int) PARTITION BY LIST (a); CREATE TABLE q PARTITION OF p FOR VALUES IN (1)" } },
};

} // namespace corridor::rules
