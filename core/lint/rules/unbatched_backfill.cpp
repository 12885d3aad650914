// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

using Term = sql::Expression::Kind;

static bool isKey(const sql::Expression& part)
{
    static const QSet<QString> names { "id", "uuid", "key", "slug", "name" };
    return part.kind == Term::Column && (names.contains(part.text) || part.text.endsWith("Id") || part.text.endsWith("_id"));
}

static bool isRange(const QString& operation)
{
    static const QSet<QString> ranges { "<", ">", "<=", ">=", "BETWEEN" };
    return ranges.contains(operation);
}

// id = 5, id IN (1, 2), id BETWEEN 1 AND 1000: a few rows, or a batch.
static bool isBounded(const sql::Expression& where)
{
    return where.any([](const sql::Expression& part) {
        if (part.kind != Term::Operator || part.arguments.size() < 2 || !isKey(part.arguments[0]))
            return false;
        return isRange(part.text) || ((part.text == "=" || part.text == "IN") && part.arguments[1].isConstant());
    });
}

static bool fillsNulls(const sql::DataChange& change)
{
    const auto isUnset = [&](const sql::Expression& part) {
        return part.kind == Term::IsNull && !part.arguments.empty() && change.columns.contains(part.arguments.front().text);
    };
    return isUnset(change.where) || (change.where.kind == Term::And && std::ranges::any_of(change.where.arguments, isUnset));
}

static bool fillsNewColumn(const StatementContext& at, const sql::DataChange& change)
{
    const RelationState* table = at.relation(change.table);
    return table && std::ranges::any_of(change.columns, [&](const QString& name) {
        const ColumnState* column = table->column(name);
        return column && column->fresh;
    });
}

static bool copiesTable(const StatementContext& at, const sql::DataChange& change)
{
    return change.fromQuery && std::ranges::any_of(change.sources, [&](const QualifiedName& source) {
        const bool catalog = source.schema == "pg_catalog" || source.schema == "information_schema" || source.name.startsWith("pg_");
        return !catalog && !at.isEmpty(source) && !at.isSmall(source);
    });
}

// Sessions older than a month, rows that another table does not know: often a large part of the table.
static bool purges(const sql::DataChange& change)
{
    return change.where.any([](const sql::Expression& part) {
        if (part.kind == Term::Subquery)
            return true;
        return part.kind == Term::Operator && isRange(part.text) && !part.arguments.empty() && part.arguments[0].kind == Term::Column;
    });
}

static bool writesMany(const StatementContext& at, const sql::DataChange& change)
{
    if (change.limited || isBounded(change.where))
        return false;
    switch (change.kind) {
    case sql::DataChange::Kind::Insert:
        return copiesTable(at, change);
    case sql::DataChange::Kind::Update:
        return fillsNewColumn(at, change) || fillsNulls(change) || (change.joins && bool(change.where));
    case sql::DataChange::Kind::Delete:
        return purges(change);
    case sql::DataChange::Kind::Merge:
        // Not USING (VALUES …).
        return std::ranges::any_of(at.statement.relations, [](const sql::TouchedRelation& touched) { return touched.touch == sql::Touch::Read; });
    }
    return false;
}

static void look(const StatementContext& at, Report& report, const sql::DataChange& change)
{
    if (!writesMany(at, change) || at.isEmpty(change.table))
        return;
    const bool insert = change.kind == sql::DataChange::Kind::Insert;
    report.addOnTable(at, change.table,
        insert ? QString("All of %1 is copied in one transaction.").arg(codes(change.sources))
               : QString("Every row of %1 that matches is %2 and stays locked until the end of the transaction.")
                     .arg(at.describe(change.table), change.kind == sql::DataChange::Kind::Delete ? "deleted" : "written"),
        change.offset);
}

static void check(const StatementContext& at, Report& report)
{
    if (const auto* change = at.statement.as<sql::DataChange>())
        look(at, report, *change);
}

extern const Rule unbatchedBackfill {
    .id = "unbatched-backfill",
    .severity = Severity::Warning,
    .hazard = "Old rows are filled, copied or purged in one statement, however many they are.",
    .effect = "Row locks until COMMIT, a burst of WAL, replicas that lag, and bloat of as many dead rows.",
    .safe = "Batches by key with a COMMIT after each: `-- corridor: batch 10000 by id` before the UPDATE.",
    .manual = "sql-update.html",
    .kinds = { Kind::Update, Kind::Insert, Kind::Merge, Kind::Delete },
    .check = check,
    .bad = { { "ALTER TABLE t ADD COLUMN c int; UPDATE t SET c = a", "CREATE TABLE t (a int);" }, { "UPDATE t SET c = 1 WHERE c IS NULL" },
        { "UPDATE t SET c = o.c FROM o WHERE o.id = t.o" }, { "INSERT INTO t SELECT * FROM o", "CREATE TABLE t (a int); CREATE TABLE o (a int);" },
        { "INSERT INTO archive SELECT * FROM orders WHERE created_at < '2020-01-01'" },
        { "UPDATE t SET c = 1 WHERE c IS NULL AND active" }, { "DELETE FROM sessions WHERE expires_at < now()" },
        { "MERGE INTO t USING s ON t.id = s.id WHEN MATCHED THEN UPDATE SET c = s.c" },
        { "DELETE FROM orders WHERE customer_id NOT IN (SELECT id FROM customers)" } },
    .good = { { "UPDATE t SET c = 1 WHERE id = 5" }, { "INSERT INTO t VALUES (1), (2)" },
        { "UPDATE t SET c = 1 WHERE c IS NULL AND id BETWEEN 1 AND 1000" },
        { "DELETE FROM t WHERE id > 1000 AND id <= 2000" }, { "INSERT INTO t SELECT n FROM generate_series(1, 5) AS n" },
        { "INSERT INTO grants SELECT oid FROM pg_class" },
        { "MERGE INTO t USING (VALUES (1, 2)) AS s (id, c) ON t.id = s.id WHEN NOT MATCHED THEN INSERT VALUES (s.id, s.c)" },
        { "UPDATE t SET c = 1 WHERE id IN (SELECT id FROM t WHERE c IS NULL LIMIT 1000)" },
        { "CREATE TABLE n (a int); INSERT INTO n SELECT a FROM t", "CREATE TABLE t (a int);", Runner::Corridor, 15, "nobody uses the new table yet" } },
};

} // namespace corridor::rules
