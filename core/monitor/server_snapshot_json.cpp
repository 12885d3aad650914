// SPDX-License-Identifier: MIT
#include "monitor/server_snapshot.h"

#include "base/redact.h"

#include <QJsonArray>

namespace corridor {

namespace {

QJsonValue orNull(const std::optional<qint64>& value)
{
    return value ? QJsonValue(*value) : QJsonValue();
}

QJsonObject lockJson(const LockFact& lock)
{
    return { { "pid", lock.pid }, { "kind", lock.kind }, { "schema", lock.schema }, { "relation", lock.relation },
        { "mode", lock.mode }, { "granted", lock.granted }, { "waitingMs", lock.waitingMs } };
}

QJsonObject sessionJson(const ServerSession& session)
{
    QJsonArray blockedBy;
    for (const int pid : session.blockedBy)
        blockedBy << pid;
    return { { "pid", session.pid }, { "user", session.user }, { "database", session.database },
        { "application", session.application }, { "client", session.client }, { "kind", session.kind },
        { "state", session.state }, { "waitEventType", session.waitEventType }, { "waitEvent", session.waitEvent },
        { "query", redacted(session.query) }, { "connectedMs", session.connectedMs },
        { "transactionMs", orNull(session.transactionMs) }, { "queryMs", orNull(session.queryMs) },
        { "stateMs", orNull(session.stateMs) }, { "blockedBy", blockedBy },
        { "waitingFor", session.waitingFor ? QJsonValue(lockJson(*session.waitingFor)) : QJsonValue() } };
}

QJsonObject progressJson(const CommandProgress& progress)
{
    return { { "pid", progress.pid }, { "command", progress.command }, { "relation", progress.relation },
        { "phase", progress.phase }, { "done", progress.done }, { "total", progress.total },
        { "unit", progress.unit } };
}

QJsonObject standbyJson(const StandbyFact& standby)
{
    return { { "application", standby.application }, { "client", standby.client }, { "state", standby.state },
        { "syncState", standby.syncState }, { "lagBytes", orNull(standby.lagBytes) },
        { "lagMs", orNull(standby.lagMs) } };
}

QJsonObject tableJson(const TableSize& table)
{
    return { { "schema", table.schema }, { "name", table.name }, { "bytes", table.bytes },
        { "estimated", table.estimated } };
}

QJsonObject countersJson(const DatabaseCounters& counters)
{
    return { { "commits", counters.commits }, { "rollbacks", counters.rollbacks }, { "deadlocks", counters.deadlocks },
        { "tempBytes", counters.tempBytes } };
}

template <typename T>
QJsonArray arrayOf(const QList<T>& values, QJsonObject (*json)(const T&))
{
    QJsonArray array;
    for (const T& value : values)
        array << json(value);
    return array;
}

} // namespace

QJsonObject ServerSnapshot::toJson() const
{
    return { { "takenAt", takenAt.toUTC().toString(Qt::ISODateWithMs) }, { "sessions", arrayOf(sessions, sessionJson) },
        { "locks", arrayOf(locks, lockJson) }, { "progress", arrayOf(progress, progressJson) },
        { "connections",
            QJsonObject { { "used", connections }, { "max", maxConnections }, { "reserved", reservedConnections } } },
        { "counters", countersJson(counters) }, { "isStandby", isStandby }, { "replayLagMs", orNull(replayLagMs) },
        { "standbys", arrayOf(standbys, standbyJson) }, { "databaseBytes", orNull(databaseBytes) },
        { "tables", arrayOf(tables, tableJson) } };
}

} // namespace corridor
