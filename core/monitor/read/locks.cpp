// SPDX-License-Identifier: MIT
#include "monitor/read/part.h"

#include <algorithm>

namespace corridor {

namespace {

QByteArray sql(int serverVersion, const MonitorOptions& options)
{
    const QByteArray waitedMs = serverVersion >= 140000
        ? "coalesce((extract(epoch FROM clock_timestamp() - l.waitstart) * 1000)::bigint, 0)"
        : "0";
    return R"(
SELECT coalesce(l.pid, 0), l.locktype, coalesce(n.nspname, ''), coalesce(c.relname, l.relation::text, ''), l.mode,
       l.granted, )"
        + waitedMs + R"(
  FROM pg_locks l
  LEFT JOIN pg_class c ON c.oid = l.relation
       AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
  LEFT JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE l.pid IS DISTINCT FROM pg_backend_pid()
   AND (NOT l.granted OR (l.locktype = 'relation' AND l.relation >= 16384
        AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())))
 ORDER BY l.granted, n.nspname, c.relname, l.pid
 LIMIT )"
        + QByteArray::number(options.maxLocks);
}

LockFact lockOf(PartRow row)
{
    LockFact lock;
    lock.pid = row.integer();
    lock.kind = row.text();
    lock.schema = row.text();
    lock.relation = row.text();
    lock.mode = row.text();
    lock.granted = row.flag();
    lock.waitingMs = qMax(0, row.large());
    return lock;
}

void read(const QueryResult& rows, ServerSnapshot& snapshot)
{
    for (int row = 0; row < rows.rows(); ++row)
        snapshot.locks << lockOf(PartRow(rows, row));
    for (const LockFact& lock : snapshot.locks) {
        const auto waiting = std::ranges::find(snapshot.sessions, lock.pid, &ServerSession::pid);
        if (!lock.granted && waiting != snapshot.sessions.end())
            waiting->waitingFor = lock;
    }
}

} // namespace

const SnapshotPart locksPart { sql, read };

} // namespace corridor
