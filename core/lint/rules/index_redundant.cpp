// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static bool isPlain(const sql::CreateIndex& index)
{
    for (const sql::IndexKey& key : index.keys) {
        if (key.column.isEmpty() || !key.operatorClass.isEmpty() || key.descending || key.nullsNonDefault)
            return false;
    }
    return !index.predicate && index.including.isEmpty() && (index.method.isEmpty() || index.method == "btree");
}

static void check(const StatementContext& at, Report& report)
{
    const auto& index = at.as<sql::CreateIndex>();
    const RelationState* table = at.relation(index.table);
    if (!table || !isPlain(index) || (index.ifNotExists && table->index(index.name)))
        return;
    QStringList columns;
    for (const sql::IndexKey& key : index.keys)
        columns << key.column;
    for (const IndexState& other : table->indexes) {
        const bool covers = other.valid && !other.partial
            && other.columns.first(std::min(columns.size(), other.columns.size())) == columns
            && !other.columns.contains(QString()) && other.plain;
        const bool same = other.columns.size() == columns.size();
        if (covers && other.name != index.name && (!index.unique || (same && other.unique))) {
            report.add(at,
                QString("%1 on the same table already does what %2 would do.").arg(code(other.name), code(index.name)));
            return;
        }
    }
}

extern const Rule indexRedundant {
    .id = "index-redundant",
    .severity = Severity::Note,
    .hazard = "Another index begins with the same columns, so this one only costs.",
    .effect = "Every write maintains both.",
    .safe = "Keep one of them.",
    .manual = "indexes-multicolumn.html",
    .kinds = { Kind::CreateIndex },
    .check = check,
    .bad = { { "CREATE INDEX i ON t (a)", "CREATE TABLE t (a int, b int); CREATE INDEX j ON t (a, b);" },
        { "CREATE INDEX i ON t (a)", "CREATE TABLE t (a int PRIMARY KEY);" } },
    .good = { { "CREATE INDEX i ON t (b)", "CREATE TABLE t (a int, b int); CREATE INDEX j ON t (a, b);" },
        { "CREATE UNIQUE INDEX i ON t (a)", "CREATE TABLE t (a int, b int); CREATE INDEX j ON t (a, b);" },
        { "CREATE INDEX i ON t (a) WHERE b > 0", "CREATE TABLE t (a int, b int); CREATE INDEX j ON t (a);" },
        { "CREATE INDEX i ON t USING gin (a)", "CREATE TABLE t (a int[]); CREATE INDEX j ON t (a);" },
        { "CREATE INDEX i ON t (a)", "CREATE TABLE t (a int[]); CREATE INDEX j ON t USING gin (a);" } },
};

} // namespace corridor::rules
