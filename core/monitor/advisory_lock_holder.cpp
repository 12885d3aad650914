// SPDX-License-Identifier: MIT
#include "monitor/advisory_lock_holder.h"

#include "monitor/read/part.h"

namespace corridor {

namespace {

// A bigint key is split into classid (high half) and objid (low half), with objsubid 1: PostgreSQL manual, pg_locks.
const QByteArray sql = R"(
SELECT l.pid, coalesce(a.usename, ''), coalesce(a.application_name, ''),
       coalesce(host(a.client_addr), CASE WHEN a.client_port = -1 THEN 'local' ELSE '' END), coalesce(a.state, ''),
       (extract(epoch FROM a.backend_start) * 1000)::bigint, (extract(epoch FROM a.query_start) * 1000)::bigint,
       coalesce(left(a.query, 4000), '')
  FROM pg_locks l LEFT JOIN pg_stat_activity a ON a.pid = l.pid
 WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
   AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
   AND (l.classid::bigint << 32) | l.objid::bigint = $1::bigint
 ORDER BY l.pid LIMIT 1)";

QDateTime timeOf(const std::optional<qint64>& milliseconds)
{
    return milliseconds ? QDateTime::fromMSecsSinceEpoch(*milliseconds, QTimeZone::UTC) : QDateTime();
}

} // namespace

Result<std::optional<AdvisoryLockHolder>> holderOfAdvisoryLock(Session& session, qint64 key, const CancelToken& token)
{
    const auto rows = session.query({ sql, { QByteArray::number(key) } }, token);
    CORRIDOR_TRY(rows);
    if (rows->rows() == 0)
        return std::nullopt;
    PartRow row(*rows, 0);
    AdvisoryLockHolder holder;
    holder.pid = row.integer();
    holder.user = row.text();
    holder.application = row.text();
    holder.client = row.text();
    holder.state = row.text();
    holder.connectedSince = timeOf(row.optionalLarge());
    holder.querySince = timeOf(row.optionalLarge());
    holder.query = row.text();
    return holder;
}

} // namespace corridor
