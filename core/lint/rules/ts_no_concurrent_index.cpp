// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"
#include "lint/rules/timescale.h"

namespace corridor::rules {

static QualifiedName hypertableOf(const StatementContext& at)
{
    if (const auto* index = at.statement.as<sql::CreateIndex>())
        return index->concurrently && at.isHypertable(index->table) ? index->table : QualifiedName();
    const auto owner = [&](const QualifiedName& name) {
        const RelationState* relation = at.schema().relationOfIndex(name);
        return relation && at.isHypertable(relation->name) ? relation->name : QualifiedName();
    };
    if (const auto* reindex = at.statement.as<sql::Reindex>(); reindex && reindex->concurrently)
        return reindex->object == Object::Table ? (at.isHypertable(reindex->name) ? reindex->name : QualifiedName()) : owner(reindex->name);
    const auto* drop = at.statement.as<sql::Drop>();
    return drop && drop->concurrently && !drop->names.isEmpty() ? owner(drop->names.first()) : QualifiedName();
}

static void check(const StatementContext& at, Report& report)
{
    if (const QualifiedName table = hypertableOf(at); !table.isEmpty())
        report.add(at, QString("%1 is a hypertable, and TimescaleDB refuses CONCURRENTLY on it.").arg(at.describe(table)), at.find("concurrently"));
}

extern const Rule tsNoConcurrentIndex {
    .id = "ts-no-concurrent-index",
    .severity = Severity::Error,
    .hazard = "CONCURRENTLY does not work on hypertables and continuous aggregates.",
    .effect = "The statement fails; what other linters advise is impossible here.",
    .safe = "CREATE INDEX … WITH (timescaledb.transaction_per_chunk), alone in its migration; a plain DROP INDEX with a lock_timeout.",
    .manual = "https://docs.tigerdata.com/api/latest/hypertable/create_index/",
    .kinds = { Kind::CreateIndex, Kind::Reindex, Kind::DropIndex },
    .check = check,
    .bad = { { "CREATE INDEX CONCURRENTLY i ON t (id)", "CREATE TABLE t (id int, ts timestamptz); SELECT create_hypertable('t', 'ts');" },
        { "REINDEX TABLE CONCURRENTLY t", "CREATE TABLE t (id int, ts timestamptz); SELECT create_hypertable('t', 'ts');" },
        { "DROP INDEX CONCURRENTLY i", "CREATE TABLE t (id int, ts timestamptz); CREATE INDEX i ON t (id); SELECT create_hypertable('t', 'ts');" } },
    .good = { { "CREATE INDEX CONCURRENTLY i ON t (id)", "CREATE TABLE t (id int, ts timestamptz);" },
        { "CREATE INDEX i ON t (id) WITH (timescaledb.transaction_per_chunk)", "CREATE TABLE t (id int, ts timestamptz); SELECT create_hypertable('t', 'ts');" } },
};

} // namespace corridor::rules
