// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"
#include "lint/rules/timescale.h"

namespace corridor::rules {

static QString missing(const QStringList& dimensions, const QStringList& columns)
{
    for (const QString& dimension : dimensions) {
        if (!columns.contains(dimension))
            return dimension;
    }
    return {};
}

static void complain(const StatementContext& at, Report& report, const QString& what, const QString& dimension, qsizetype offset)
{
    report.add(at, QString("%1 does not hold the time column %2, which every unique index of a hypertable must.").arg(what, code(dimension)), offset);
}

static void lookAtNew(const StatementContext& at, Report& report, const sql::FunctionCall& call)
{
    const RelationState* table = at.relation(relationArgument(call, 0, QLatin1StringView("relation")));
    const QString dimension = textArgument(call, 1, QLatin1StringView("time_column_name"));
    if (!table || dimension.isEmpty())
        return;
    for (const ConstraintState& constraint : table->constraints) {
        const bool unique = constraint.kind == Constraint::PrimaryKey || constraint.kind == Constraint::Unique;
        if (unique && !constraint.columns.contains(dimension))
            return complain(at, report, "A key of " + code(table->name), dimension, call.offset);
    }
    for (const IndexState& index : table->indexes) {
        if (index.unique && !index.columns.contains(dimension))
            return complain(at, report, "The unique index " + code(index.name), dimension, call.offset);
    }
}

static void lookAtConstraints(const StatementContext& at, Report& report, const RelationState& table)
{
    for (const Constraint kind : { Constraint::PrimaryKey, Constraint::Unique }) {
        for (const sql::AlterAction* action : addedConstraints(at, kind)) {
            const QString dimension = missing(table.dimensions, action->constraint.columns);
            if (!dimension.isEmpty() && action->constraint.usingIndex.isEmpty())
                complain(at, report, "The key", dimension, placeOf(at, *action));
        }
    }
}

static void check(const StatementContext& at, Report& report)
{
    if (const sql::FunctionCall* call = callOf(at, { "create_hypertable" }))
        return lookAtNew(at, report, *call);
    if (const auto* index = at.statement.as<sql::CreateIndex>()) {
        const RelationState* table = hypertable(at, index->table);
        QStringList columns;
        for (const sql::IndexKey& key : index->keys)
            columns << key.column;
        const QString dimension = table && index->unique ? missing(table->dimensions, columns) : QString();
        if (!dimension.isEmpty())
            complain(at, report, "The unique index", dimension, at.statement.codeBegin);
        return;
    }
    if (const RelationState* table = hypertable(at, tableOf(at)))
        lookAtConstraints(at, report, *table);
}

extern const Rule tsUniqueNeedsPartitionColumn {
    .id = "ts-unique-needs-partition-column",
    .severity = Severity::Error,
    .hazard = "A hypertable can hold a key only if the key holds the time column.",
    .effect = "The statement fails: TimescaleDB cannot create a unique index without the partitioning column.",
    .safe = "Add the time column to the key; in Prisma @@id([id, ts]).",
    .manual = "https://docs.tigerdata.com/use-timescale/latest/hypertables/hypertables-and-unique-indexes/",
    .kinds = { Kind::Select, Kind::CreateIndex, Kind::AlterTable },
    .check = check,
    .bad = { { "CREATE TABLE t (id int PRIMARY KEY, ts timestamptz); SELECT create_hypertable('t', 'ts')" },
        { "CREATE TABLE t (id int, ts timestamptz); CREATE UNIQUE INDEX u ON t (id); SELECT create_hypertable('t', by_range('ts'))" },
        { "CREATE UNIQUE INDEX u ON t (id)", "CREATE TABLE t (id int, ts timestamptz); SELECT create_hypertable('t', 'ts');" },
        { "ALTER TABLE t ADD PRIMARY KEY (id)", "CREATE TABLE t (id int, ts timestamptz); SELECT create_hypertable('t', 'ts');" } },
    .good = { { "CREATE TABLE t (id int, ts timestamptz, PRIMARY KEY (id, ts)); SELECT create_hypertable('t', 'ts')" },
        { "CREATE INDEX u ON t (id)", "CREATE TABLE t (id int, ts timestamptz); SELECT create_hypertable('t', 'ts');" },
        { "CREATE UNIQUE INDEX u ON t (id)", "CREATE TABLE t (id int, ts timestamptz);" } },
};

} // namespace corridor::rules
