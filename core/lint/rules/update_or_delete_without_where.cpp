// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static bool selectsAll(const StatementContext& at, const sql::DataChange& change)
{
    if (!change.where || change.where.isTautology())
        return !change.joins || !change.where;
    // Every row has a primary key.
    const RelationState* table = at.relation(change.table);
    const bool notNull = change.where.kind == sql::Expression::Kind::IsNotNull && !change.where.arguments.empty();
    if (!notNull)
        return false;
    const QString& column = change.where.arguments.front().text;
    return table && table->primaryKey() ? table->primaryKey()->columns.contains(column) : column == "id";
}

// UPDATE … FROM is bounded by its join, when there is one.
static bool isBounded(const sql::DataChange& change)
{
    return change.limited || (change.joins && change.where && !change.where.isTautology());
}

static bool fillsNewColumn(const StatementContext& at, const sql::DataChange& change)
{
    const RelationState* table = at.relation(change.table);
    return table && std::ranges::all_of(change.columns, [&](const QString& name) {
        const ColumnState* column = table->column(name);
        return column && column->fresh;
    });
}

static void look(const StatementContext& at, Report& report, const sql::DataChange& change)
{
    const bool update = change.kind == sql::DataChange::Kind::Update;
    if ((!update && change.kind != sql::DataChange::Kind::Delete) || isBounded(change) || !selectsAll(at, change)
        || at.isEmpty(change.table))
        return;
    // unbatched-backfill speaks of those.
    if (update && fillsNewColumn(at, change))
        return;
    report.addOnTable(at, change.table,
        QString(update ? "Every row of %1 is written." : "Every row of %1 is deleted.").arg(at.describe(change.table)),
        change.offset);
}

static void check(const StatementContext& at, Report& report)
{
    if (const auto* change = at.statement.as<sql::DataChange>())
        look(at, report, *change);
    for (const sql::DataChange& change : at.statement.changes)
        look(at, report, change);
}

extern const Rule updateOrDeleteWithoutWhere {
    .id = "update-or-delete-without-where",
    .severity = Severity::Warning,
    .hazard = "UPDATE or DELETE without a condition changes every row.",
    .effect = "ROW EXCLUSIVE and a row lock on each row until COMMIT; as much WAL and dead rows as the table is large.",
    .safe = "Say which rows, and do it in batches by key with a COMMIT after each.",
    .manual = "sql-update.html",
    .kinds = { Kind::Update, Kind::Delete, Kind::Insert, Kind::Select, Kind::Prepare },
    .check = check,
    .bad = { { "UPDATE t SET a = 1" }, { "DELETE FROM t" }, { "DELETE FROM t WHERE true" },
        { "UPDATE t SET a = 1 WHERE 1 = 1" },
        { "WITH gone AS (DELETE FROM t RETURNING *) INSERT INTO archive SELECT * FROM gone" },
        { "UPDATE t SET a = 1 WHERE id IS NOT NULL", "CREATE TABLE t (id int PRIMARY KEY, a int);" },
        { "UPDATE t SET a = o.a FROM o" }, { "UPDATE t SET a = 1 WHERE id IS NOT NULL" },
        { "PREPARE p AS DELETE FROM t" } },
    .good = { { "UPDATE t SET a = 1 WHERE id = 5" },
        { "CREATE TABLE t (a int); INSERT INTO t VALUES (1); UPDATE t SET a = 2" },
        { "UPDATE t SET a = o.a FROM o WHERE o.id = t.id" },
        { "DELETE FROM t WHERE id IN (SELECT id FROM t WHERE a IS NULL LIMIT 1000)" } },
};

} // namespace corridor::rules
