// SPDX-License-Identifier: MIT
#include "monitor/read/part.h"

namespace corridor {

namespace {

// A standby that feeds others has no current position of its own, only the last one that it received.
QByteArray sql(int, const MonitorOptions&)
{
    return R"(
SELECT coalesce(application_name, ''), coalesce(host(client_addr), 'local'), coalesce(state, ''),
       coalesce(sync_state, ''),
       pg_wal_lsn_diff(CASE WHEN pg_is_in_recovery() THEN pg_last_wal_receive_lsn() ELSE pg_current_wal_lsn() END,
                       replay_lsn)::bigint,
       (extract(epoch FROM replay_lag) * 1000)::bigint
  FROM pg_stat_replication WHERE state IS DISTINCT FROM 'backup' ORDER BY application_name, client_addr)";
}

void read(const QueryResult& rows, ServerSnapshot& snapshot)
{
    for (int at = 0; at < rows.rows(); ++at) {
        PartRow row(rows, at);
        StandbyFact standby;
        standby.application = row.text();
        standby.client = row.text();
        standby.state = row.text();
        standby.syncState = row.text();
        standby.lagBytes = row.optionalLarge();
        standby.lagMs = row.optionalLarge();
        snapshot.standbys << standby;
    }
}

} // namespace

const SnapshotPart standbysPart { sql, read };

} // namespace corridor
