// SPDX-License-Identifier: MIT
#include "monitor/read/part.h"

namespace corridor {

namespace {

QByteArray databaseSql(int, const MonitorOptions&)
{
    return "SELECT pg_database_size(current_database())";
}

void readDatabase(const QueryResult& rows, ServerSnapshot& snapshot)
{
    if (rows.rows() > 0)
        snapshot.databaseBytes = rows.integer(0, 0);
}

// pg_total_relation_size() opens the table, its indexes and its TOAST table, and so waits behind whoever holds one of
// them exclusively, or already waits to: just those that a deploy is working on.
QByteArray tablesSql(int, const MonitorOptions& options)
{
    return R"(
WITH exclusive AS MATERIALIZED (
    SELECT relation FROM pg_locks
     WHERE mode = 'AccessExclusiveLock' AND locktype = 'relation' AND pid IS DISTINCT FROM pg_backend_pid()
       AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
), candidates AS MATERIALIZED (
    SELECT c.oid, n.nspname, c.relname,
           c.oid IN (SELECT relation FROM exclusive) OR c.reltoastrelid IN (SELECT relation FROM exclusive)
           OR EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.oid
                       AND i.indexrelid IN (SELECT relation FROM exclusive)) AS estimated,
           (c.relpages + coalesce((SELECT sum(x.relpages) FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid
                                    WHERE i.indrelid = c.oid), 0)
            + coalesce((SELECT t.relpages FROM pg_class t WHERE t.oid = c.reltoastrelid), 0))
           * current_setting('block_size')::bigint AS pages
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'm') AND n.nspname NOT IN ('pg_catalog', 'information_schema')
       AND n.nspname !~ '^pg_(toast|temp)')
SELECT nspname, relname,
       coalesce(CASE WHEN estimated THEN pages ELSE pg_total_relation_size(oid) END, 0)::bigint AS bytes, estimated
  FROM candidates ORDER BY bytes DESC, nspname, relname LIMIT )"
        + QByteArray::number(options.topTables);
}

void readTables(const QueryResult& rows, ServerSnapshot& snapshot)
{
    for (int at = 0; at < rows.rows(); ++at) {
        PartRow row(rows, at);
        TableSize table;
        table.schema = row.text();
        table.name = row.text();
        table.bytes = row.large();
        table.estimated = row.flag();
        snapshot.tables << table;
    }
}

} // namespace

const SnapshotPart databaseSizePart { databaseSql, readDatabase, true };
const SnapshotPart tableSizesPart { tablesSql, readTables, true };

} // namespace corridor
