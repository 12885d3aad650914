// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    const auto* alter = at.statement.as<sql::AlterTable>();
    const RelationState* table = alter ? at.relation(alter->name) : nullptr;
    constexpr qsizetype many = 10;
    if (!table || table->children.size() < many || alter->only || table->isIdle())
        return;
    report.add(at, QString("The lock is taken on %1 and on each of its %2 partitions.").arg(code(alter->name)).arg(table->children.size()));
}

extern const Rule partitionedParentFanout {
    .id = "partitioned-parent-fanout",
    .severity = Severity::Note,
    .hazard = "ALTER TABLE on a partitioned table locks every partition until it commits.",
    .effect = "The same lock on each; a single busy one holds up all of them.",
    .safe = "Set a lock_timeout and choose a quiet hour.",
    .manual = "ddl-partitioning.html",
    .kinds = { Kind::AlterTable },
    .check = check,
    .bad = { { "ALTER TABLE p ADD COLUMN b int",
        "CREATE TABLE p (a int) PARTITION BY LIST (a); CREATE TABLE p0 PARTITION OF p FOR VALUES IN (0); CREATE TABLE p1 "
        "PARTITION OF p FOR VALUES IN (1); CREATE TABLE p2 PARTITION OF p FOR VALUES IN (2); CREATE TABLE p3 PARTITION OF p "
        "FOR VALUES IN (3); CREATE TABLE p4 PARTITION OF p FOR VALUES IN (4); CREATE TABLE p5 PARTITION OF p FOR VALUES IN "
        "(5); CREATE TABLE p6 PARTITION OF p FOR VALUES IN (6); CREATE TABLE p7 PARTITION OF p FOR VALUES IN (7); CREATE "
        "TABLE p8 PARTITION OF p FOR VALUES IN (8); CREATE TABLE p9 PARTITION OF p FOR VALUES IN (9);" } },
    .good = { { "ALTER TABLE p ADD COLUMN b int", "CREATE TABLE p (a int) PARTITION BY LIST (a);" } },
};

} // namespace corridor::rules
