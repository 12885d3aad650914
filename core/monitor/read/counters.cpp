// SPDX-License-Identifier: MIT
#include "monitor/read/part.h"

namespace corridor {

namespace {

QByteArray sql(int, const MonitorOptions&)
{
    return R"(
SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint,
       (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'),
       current_setting('max_connections')::int, current_setting('superuser_reserved_connections')::int,
       xact_commit, xact_rollback, deadlocks, temp_bytes, pg_is_in_recovery(),
       CASE WHEN pg_is_in_recovery()
            THEN (extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp()) * 1000)::bigint END
  FROM pg_stat_database WHERE datname = current_database())";
}

void read(const QueryResult& rows, ServerSnapshot& snapshot)
{
    if (rows.rows() == 0)
        return;
    PartRow row(rows, 0);
    snapshot.takenAt = QDateTime::fromMSecsSinceEpoch(row.large(), QTimeZone::UTC);
    snapshot.connections = row.integer();
    snapshot.maxConnections = row.integer();
    snapshot.reservedConnections = row.integer();
    snapshot.counters.commits = row.large();
    snapshot.counters.rollbacks = row.large();
    snapshot.counters.deadlocks = row.large();
    snapshot.counters.tempBytes = row.large();
    snapshot.isStandby = row.flag();
    snapshot.replayLagMs = row.optionalLarge();
}

} // namespace

const SnapshotPart countersPart { sql, read };

} // namespace corridor
