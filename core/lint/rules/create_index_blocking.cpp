// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    const auto& index = at.as<sql::CreateIndex>();
    if (index.concurrently || index.only || at.isHypertable(index.table) || at.isPartitioned(index.table))
        return;
    // A column that was added just now holds nothing but nulls, and still every row is read.
    report.addOnTable(at, index.table,
        QString("Nobody can write to %1 until the index is built%2.")
            .arg(at.describe(index.table), index.unique ? ", and duplicate values make it fail" : ""));
}

extern const Rule createIndexBlocking {
    .id = "create-index-blocking",
    .severity = Severity::Warning,
    .hazard = "CREATE INDEX keeps all writers out of the table until the index is built.",
    .effect = "SHARE on the table during a full scan: reads go on, INSERT, UPDATE and DELETE wait.",
    .safe = "CREATE INDEX CONCURRENTLY, outside of a transaction; under Prisma up to 7.3 alone in its migration.",
    .manual = "sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY",
    .kinds = { Kind::CreateIndex },
    .check = check,
    .bad = { { "CREATE INDEX i ON t (a)" }, { "CREATE UNIQUE INDEX \"User_email_key\" ON \"User\"(\"email\");" },
        { "CREATE INDEX i ON t (a)", "CREATE TABLE t (a int);" },
        { "CREATE TABLE other.t (a int); CREATE INDEX i ON t (a)", "CREATE TABLE t (a int);" } },
    .good = { { "CREATE INDEX CONCURRENTLY i ON t (a)" }, { "CREATE TABLE t (a int); CREATE INDEX i ON t (a)" },
        { "CREATE TABLE \"T\" (a int); CREATE INDEX i ON public.\"T\" (a)" },
        { "CREATE TEMP TABLE t (a int); CREATE INDEX i ON t (a)" },
        { "CREATE MATERIALIZED VIEW m AS SELECT 1 AS a; CREATE UNIQUE INDEX i ON m (a)" },
        { "CREATE INDEX i ON ONLY p (a)", "CREATE TABLE p (a int) PARTITION BY LIST (a);" } },
};

} // namespace corridor::rules
