// SPDX-License-Identifier: MIT
#include "rehearsal/planner_statistics.h"

#include <QByteArrayList>
#include <QSet>

namespace corridor {

namespace {

const QByteArray relationsSql = R"(
SELECT n.nspname, c.relname, c.reltuples, c.relpages, c.relallvisible
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind IN ('r', 'p', 'm', 'i') AND c.reltuples >= 0 AND c.relpersistence <> 't'
   AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast') AND c.relname <> '_prisma_migrations')";

const QByteArray columnsSql = R"(
SELECT s.schemaname, s.tablename, s.attname, s.inherited, s.null_frac, s.avg_width, s.n_distinct,
       s.most_common_vals::text, s.most_common_freqs::text, s.histogram_bounds::text, s.correlation
  FROM pg_catalog.pg_stats s WHERE s.schemaname NOT IN ('pg_catalog', 'information_schema') AND s.tablename <> '_prisma_migrations')";

// $1 to $3 name a column; its type, that without domain, and the operators by which its values are compared. Of types
// without a class of their own those that PostgreSQL falls back to.
const QByteArray writeSql = R"(
WITH col AS (
  SELECT a.attrelid, a.attnum, a.attcollation, CASE WHEN t.typtype = 'd' THEN t.typbasetype ELSE t.oid END AS typ
    FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
   WHERE n.nspname = $1 AND c.relname = $2 AND a.attname = $3 AND NOT a.attisdropped
), cls AS (
  SELECT col.*, (SELECT o.opcfamily FROM pg_catalog.pg_opclass o JOIN pg_catalog.pg_type t ON t.oid = col.typ
                   JOIN pg_catalog.pg_am m ON m.oid = o.opcmethod AND m.amname = 'btree'
                  WHERE o.opcdefault AND o.opcintype IN (col.typ, CASE WHEN t.typtype = 'e' THEN 'anyenum'::regtype::oid
                        WHEN t.typtype = 'r' THEN 'anyrange'::regtype::oid WHEN t.typcategory = 'A' THEN 'anyarray'::regtype::oid
                        WHEN t.oid = 'varchar'::regtype THEN 'text'::regtype::oid ELSE t.oid END)
                  ORDER BY o.opcintype = col.typ DESC LIMIT 1) AS family
    FROM col
), ops AS (
  SELECT cls.*, coalesce(max(p.amopopr::oid) FILTER (WHERE p.amopstrategy = 3), 0) AS eq, coalesce(max(p.amopopr::oid) FILTER (WHERE p.amopstrategy = 1), 0) AS lt
    FROM cls LEFT JOIN pg_catalog.pg_amop p ON p.amopfamily = cls.family AND p.amoplefttype = p.amoprighttype
      AND p.amoplefttype IN (cls.typ, 'anyenum'::regtype, 'anyrange'::regtype, 'anyarray'::regtype, 'text'::regtype)
   GROUP BY 1, 2, 3, 4, 5
)
INSERT INTO pg_catalog.pg_statistic (starelid, staattnum, stainherit, stanullfrac, stawidth, stadistinct,
  stakind1, stakind2, stakind3, stakind4, stakind5, staop1, staop2, staop3, staop4, staop5,
  stacoll1, stacoll2, stacoll3, stacoll4, stacoll5, stanumbers1, stanumbers3, stavalues1, stavalues2)
SELECT attrelid, attnum, $4::bool, $5::float4, $6::int, $7::float4,
  CASE WHEN $8::text IS NULL OR eq = 0 THEN 0 ELSE 1 END, CASE WHEN $10::text IS NULL OR lt = 0 THEN 0 ELSE 2 END,
  CASE WHEN $11::float4 IS NULL OR lt = 0 THEN 0 ELSE 3 END, 0, 0, CASE WHEN $8::text IS NULL THEN 0 ELSE eq END,
  CASE WHEN $10::text IS NULL THEN 0 ELSE lt END, CASE WHEN $11::float4 IS NULL THEN 0 ELSE lt END, 0, 0,
  CASE WHEN $8::text IS NULL THEN 0 ELSE attcollation END, CASE WHEN $10::text IS NULL THEN 0 ELSE attcollation END,
  CASE WHEN $11::float4 IS NULL THEN 0 ELSE attcollation END, 0, 0,
  CASE WHEN eq <> 0 THEN $9::float4[] END, CASE WHEN lt <> 0 AND $11::float4 IS NOT NULL THEN ARRAY[$11::float4] END,
  CASE WHEN eq <> 0 THEN pg_catalog.array_in($8::text::cstring, typ, -1) END, CASE WHEN lt <> 0 THEN pg_catalog.array_in($10::text::cstring, typ, -1) END
  FROM ops)";

using Parameter = std::optional<QByteArray>;

Parameter value(const QueryResult& rows, int row, int column)
{
    return rows.isNull(row, column) ? Parameter() : Parameter(rows.bytes(row, column));
}

Result<void> carryRelations(Session& source, Session& copy, const CancelToken& token)
{
    const auto rows = source.execute(relationsSql, token);
    CORRIDOR_TRY(rows);
    std::vector<Query> writes;
    for (int row = 0; row < rows->rows(); ++row) {
        Query write { "UPDATE pg_catalog.pg_class c SET reltuples = $3::float4, relpages = $4::int, relallvisible = "
                      "$5::int FROM pg_catalog.pg_namespace n"
                      " WHERE n.oid = c.relnamespace AND n.nspname = $1 AND c.relname = $2",
            {} };
        for (int column = 0; column < 5; ++column)
            write.parameters << value(*rows, row, column);
        writes.push_back(write);
    }
    CORRIDOR_TRY(copy.pipeline(writes, token));
    return {};
}

Query columnWrite(const QueryResult& rows, int row, bool isPersonal)
{
    Query write { writeSql, {} };
    for (int column = 0; column < 11; ++column)
        write.parameters << (isPersonal && column >= 7 ? Parameter() : value(rows, row, column));
    return write;
}

} // namespace

Result<int> carryStatistics(
    Session& source, Session& copy, const QList<MaskedColumn>& personal, const CancelToken& token)
{
    const QByteArray alike = "SET datestyle = 'ISO, YMD'; SET intervalstyle = 'iso_8601'; SET extra_float_digits = 3; "
                             "SET timezone = 'UTC'; ";
    CORRIDOR_TRY(source.execute(
        alike + "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL statement_timeout = '60s'", token));
    CORRIDOR_TRY(copy.execute(alike + "SET allow_system_table_mods = on", token));
    CORRIDOR_TRY(carryRelations(source, copy, token));
    QSet<QStringList> hidden;
    for (const MaskedColumn& column : personal)
        hidden.insert({ column.schema, column.table, column.column });
    const auto rows = source.execute(columnsSql, token);
    CORRIDOR_TRY(rows);
    int columns = 0; // a type of an extension may not read its own text back: that column stays without
    for (int row = 0; row < rows->rows(); ++row) {
        const bool isPersonal = hidden.contains({ rows->text(row, 0), rows->text(row, 1), rows->text(row, 2) });
        const auto written = copy.query(columnWrite(*rows, row, isPersonal), token);
        if (!written && (token.isCancelled() || !copy.isOpen()))
            return std::unexpected(written.error());
        columns += written && written->affectedRows() == 1 ? 1 : 0;
    }
    CORRIDOR_TRY(copy.execute("RESET ALL", token));
    return columns;
}

} // namespace corridor
