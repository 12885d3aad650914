// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    const auto& index = at.as<sql::CreateIndex>();
    // Without CONCURRENTLY the finding about the lock says it too.
    if (!index.unique || !index.concurrently || at.isEmpty(index.table))
        return;
    const RelationState* table = at.relation(index.table);
    QStringList columns;
    for (const sql::IndexKey& key : index.keys) {
        const ColumnState* column = table ? table->column(key.column) : nullptr;
        if (column && column->fresh && !index.nullsNotDistinct)
            return; // all null
        if (!key.column.isEmpty())
            columns << key.column;
    }
    if (table && table->hasUniqueIndexOn(columns))
        return;
    report.addOnTable(at, index.table,
        QString("If %1 holds equal values of %2, this fails and leaves an invalid index.")
            .arg(at.describe(index.table), codes(columns)));
}

extern const Rule uniqueIndexDuplicateData {
    .id = "unique-index-duplicate-data",
    .severity = Severity::Note,
    .hazard = "A unique index fails on data that hold duplicates.",
    .effect = "Built concurrently it leaves an invalid index that must be dropped.",
    .safe = "SELECT columns, count(*) … GROUP BY columns HAVING count(*) > 1 first.",
    .manual = "sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY",
    .kinds = { Kind::CreateIndex },
    .check = check,
    .bad = { { "CREATE UNIQUE INDEX CONCURRENTLY i ON t (a)", "CREATE TABLE t (a int);" } },
    .good = { { "CREATE INDEX CONCURRENTLY i ON t (a)" },
        { "ALTER TABLE t ADD COLUMN c int; CREATE UNIQUE INDEX CONCURRENTLY i ON t (c)", "CREATE TABLE t (a int);" },
        { "CREATE UNIQUE INDEX CONCURRENTLY i ON t (a)", "CREATE TABLE t (a int PRIMARY KEY);" } },
};

} // namespace corridor::rules
