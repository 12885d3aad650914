// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    const auto* alter = at.statement.as<sql::AlterTable>();
    const RelationState* table = alter ? at.relation(alter->name) : nullptr;
    constexpr qsizetype many = 2;
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
        "CREATE TABLE p (a int) PARTITION BY LIST (a); CREATE TABLE p0 PARTITION OF p FOR VALUES IN (0); CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);" } },
    .good = { { "ALTER TABLE p ADD COLUMN b int", "CREATE TABLE p (a int) PARTITION BY LIST (a);" } },
};

} // namespace corridor::rules
