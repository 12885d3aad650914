// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static bool isIdentified(const sql::Expression& where)
{
    return where.any([](const sql::Expression& part) {
        const bool equal = part.kind == sql::Expression::Kind::Operator && (part.text == "=" || part.text == "IN");
        const bool key = equal && !part.arguments.empty() && (part.arguments[0].text == "id" || part.arguments[0].text.endsWith("Id") || part.arguments[0].text.endsWith("_id") || part.arguments[0].text == "key" || part.arguments[0].text == "slug" || part.arguments[0].text == "name");
        return key && part.arguments.size() > 1 && part.arguments[1].isConstant();
    });
}

static bool writesMany(const StatementContext& at, const sql::DataChange& change)
{
    if (change.limited || isIdentified(change.where))
        return false;
    if (change.kind == sql::DataChange::Kind::Insert)
        return change.fromQuery && std::ranges::any_of(change.sources, [&](const QualifiedName& source) { return !at.isEmpty(source) && !at.isSmall(source) && at.relation(source); });
    if (change.kind != sql::DataChange::Kind::Update)
        return false;
    const RelationState* table = at.relation(change.table);
    const bool fresh = table && std::ranges::any_of(change.columns, [&](const QString& name) { const ColumnState* column = table->column(name); return column && column->fresh; });
    const bool fillsNulls = change.where.kind == sql::Expression::Kind::IsNull && !change.where.arguments.empty() && change.columns.contains(change.where.arguments.front().text);
    return fresh || fillsNulls || (change.joins && bool(change.where));
}

static void look(const StatementContext& at, Report& report, const sql::DataChange& change)
{
    if (!writesMany(at, change) || at.isEmpty(change.table))
        return;
    const bool insert = change.kind == sql::DataChange::Kind::Insert;
    report.addOnTable(at, change.table,
        insert ? QString("All of %1 is copied in one transaction.").arg(codes(change.sources))
               : QString("Every row of %1 that matches is written and stays locked until the end of the transaction.").arg(at.describe(change.table)),
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
    .hazard = "Old rows are filled in one statement, however many they are.",
    .effect = "Row locks until COMMIT, a burst of WAL, replicas that lag, and bloat of as many dead rows.",
    .safe = "Batches by key with a COMMIT after each: `-- corridor: batch 10000 by id` before the UPDATE.",
    .manual = "sql-update.html",
    .kinds = { Kind::Update, Kind::Insert, Kind::Merge },
    .check = check,
    .bad = { { "ALTER TABLE t ADD COLUMN c int; UPDATE t SET c = a", "CREATE TABLE t (a int);" }, { "UPDATE t SET c = 1 WHERE c IS NULL" },
        { "UPDATE t SET c = o.c FROM o WHERE o.id = t.o" }, { "INSERT INTO t SELECT * FROM o", "CREATE TABLE t (a int); CREATE TABLE o (a int);" } },
    .good = { { "UPDATE t SET c = 1 WHERE id = 5" }, { "INSERT INTO t VALUES (1), (2)" },
        { "UPDATE t SET c = 1 WHERE id IN (SELECT id FROM t WHERE c IS NULL LIMIT 1000)" },
        { "CREATE TABLE n (a int); INSERT INTO n SELECT a FROM t", "CREATE TABLE t (a int);", Runner::Corridor, 15, "nobody uses the new table yet" } },
};

} // namespace corridor::rules
