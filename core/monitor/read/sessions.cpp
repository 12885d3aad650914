// SPDX-License-Identifier: MIT
#include "monitor/read/part.h"

namespace corridor {

namespace {

// greatest() skips nulls, and a session without a transaction must not look like one that has just begun.
// pg_blocking_pids stops the whole lock table for a moment: it is asked only for those that wait for a lock.
QByteArray sql(int, const MonitorOptions&)
{
    return R"(
SELECT a.pid, coalesce(a.usename, ''), coalesce(a.datname, ''), coalesce(a.application_name, ''),
       coalesce(host(a.client_addr), CASE WHEN a.client_port = -1 THEN 'local' ELSE '' END),
       coalesce(a.backend_type, ''), coalesce(a.state, ''), coalesce(a.wait_event_type, ''),
       coalesce(a.wait_event, ''), coalesce(left(a.query, 4000), ''),
       greatest(0, (extract(epoch FROM t.now - a.backend_start) * 1000)::bigint),
       CASE WHEN a.xact_start IS NOT NULL
            THEN greatest(0, (extract(epoch FROM t.now - a.xact_start) * 1000)::bigint) END,
       CASE WHEN a.query_start IS NOT NULL
            THEN greatest(0, (extract(epoch FROM t.now - a.query_start) * 1000)::bigint) END,
       CASE WHEN a.state_change IS NOT NULL
            THEN greatest(0, (extract(epoch FROM t.now - a.state_change) * 1000)::bigint) END,
       CASE WHEN a.wait_event_type = 'Lock' THEN array_to_string(pg_blocking_pids(a.pid), ',') ELSE '' END
  FROM pg_stat_activity a, (SELECT clock_timestamp() AS now) t
 WHERE a.pid <> pg_backend_pid() AND (a.datid IS NOT NULL OR a.backend_type = 'walsender')
 ORDER BY a.pid)";
}

QList<int> pidsOf(const QString& text)
{
    QList<int> pids;
    for (const QString& part : text.split(',', Qt::SkipEmptyParts)) {
        const int pid = part.toInt();
        if (!pids.contains(pid)) // a parallel query is listed once for each of its workers
            pids << pid;
    }
    return pids;
}

ServerSession sessionOf(PartRow row)
{
    ServerSession session;
    session.pid = row.integer();
    for (QString* text : { &session.user, &session.database, &session.application, &session.client, &session.kind,
             &session.state, &session.waitEventType, &session.waitEvent, &session.query })
        *text = row.text();
    session.connectedMs = row.large();
    session.transactionMs = row.optionalLarge();
    session.queryMs = row.optionalLarge();
    session.stateMs = row.optionalLarge();
    session.blockedBy = pidsOf(row.text());
    return session;
}

void read(const QueryResult& rows, ServerSnapshot& snapshot)
{
    for (int row = 0; row < rows.rows(); ++row)
        snapshot.sessions << sessionOf(PartRow(rows, row));
}

} // namespace

const SnapshotPart sessionsPart { sql, read };

} // namespace corridor
