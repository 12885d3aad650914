// SPDX-License-Identifier: MIT
#include "monitor/read/part.h"

namespace corridor {

namespace {

// ALTER TABLE's rewrites appear in none of these views. Columns that differ between versions are left alone.
QByteArray sql(int serverVersion, const MonitorOptions&)
{
    QByteArray text = R"(
SELECT pid, command, relid::regclass::text, phase,
       CASE WHEN blocks_total > 0 THEN blocks_done ELSE tuples_done END,
       CASE WHEN blocks_total > 0 THEN blocks_total ELSE tuples_total END,
       CASE WHEN blocks_total > 0 THEN 'blocks' ELSE 'tuples' END
  FROM pg_stat_progress_create_index WHERE datname = current_database()
UNION ALL
SELECT pid, command, relid::regclass::text, phase, heap_blks_scanned, heap_blks_total, 'blocks'
  FROM pg_stat_progress_cluster WHERE datname = current_database()
UNION ALL
SELECT pid, 'VACUUM', relid::regclass::text, phase, heap_blks_scanned, heap_blks_total, 'blocks'
  FROM pg_stat_progress_vacuum WHERE datname = current_database())";
    if (serverVersion >= 130000)
        text += R"(
UNION ALL
SELECT pid, 'ANALYZE', relid::regclass::text, phase, sample_blks_scanned, sample_blks_total, 'blocks'
  FROM pg_stat_progress_analyze WHERE datname = current_database()
UNION ALL
SELECT pid, 'BASE BACKUP', '', phase, backup_streamed, coalesce(backup_total, 0), 'bytes'
  FROM pg_stat_progress_basebackup)";
    if (serverVersion >= 140000)
        text += R"(
UNION ALL
SELECT pid, command, CASE WHEN relid = 0 THEN '' ELSE relid::regclass::text END, lower(type), bytes_processed,
       bytes_total, 'bytes'
  FROM pg_stat_progress_copy WHERE datname = current_database())";
    return text + " ORDER BY 1";
}

void read(const QueryResult& rows, ServerSnapshot& snapshot)
{
    for (int at = 0; at < rows.rows(); ++at) {
        PartRow row(rows, at);
        CommandProgress progress;
        progress.pid = row.integer();
        progress.command = row.text();
        progress.relation = row.text();
        progress.phase = row.text();
        progress.done = row.large();
        progress.total = row.large();
        progress.unit = row.text();
        snapshot.progress << progress;
    }
}

} // namespace

const SnapshotPart progressPart { sql, read };

} // namespace corridor
