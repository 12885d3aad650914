// SPDX-License-Identifier: MIT
#pragma once

#include "base/cancel.h"
#include "base/error.h"

#include <QDateTime>
#include <QJsonObject>
#include <QList>
#include <optional>

namespace corridor {

class Session;

// A lock that somebody holds or waits for. A relation that its maker has not committed yet has its OID for a name.
struct LockFact {
    int pid = 0; // 0: a prepared transaction
    QString kind; // PostgreSQL's locktype: relation, transactionid, advisory …
    QString schema, relation;
    QString mode; // as pg_locks writes it: AccessExclusiveLock
    bool granted = false;
    qint64 waitingMs = 0; // of a lock that is not granted; 0 where the server does not say (before 14)
};

// One process of the server that works for somebody. Ages are in milliseconds by the server's clock. What the role may
// not see of other roles' sessions is empty.
struct ServerSession {
    int pid = 0;
    QString user, database, application;
    QString client; // address, or "local" for a socket
    QString kind; // "client backend", "autovacuum worker", "walsender" …
    QString state; // active, idle, idle in transaction …
    QString waitEventType, waitEvent;
    QString query; // the first 4,000 characters of the last statement
    qint64 connectedMs = 0;
    std::optional<qint64> transactionMs; // unset outside a transaction
    std::optional<qint64> queryMs; // since the last statement began, ended or not
    std::optional<qint64> stateMs;
    // pg_blocking_pids: also those that only stand before it in the queue; 0 is a prepared transaction.
    QList<int> blockedBy;
    std::optional<LockFact> waitingFor;

    bool isBlocked() const { return !blockedBy.isEmpty(); }
};

// A command that tells how far it is, from the pg_stat_progress_* views. `total` is 0 where the server does not know.
struct CommandProgress {
    int pid = 0;
    QString command; // "CREATE INDEX CONCURRENTLY", "VACUUM", "COPY FROM" …
    QString relation;
    QString phase;
    qint64 done = 0, total = 0;
    QString unit; // blocks, tuples, bytes
};

// A standby, as its primary sees it.
struct StandbyFact {
    QString application, client, state, syncState;
    std::optional<qint64> lagBytes; // written here, not replayed there
    std::optional<qint64> lagMs;
};

struct TableSize {
    QString schema, name;
    qint64 bytes = 0; // with indexes and TOAST
    bool estimated = false; // from its pages when last analysed: measuring would have waited for an exclusive lock
};

// Counts since the statistics were last reset; two snapshots make a rate.
struct DatabaseCounters {
    qint64 commits = 0, rollbacks = 0, deadlocks = 0, tempBytes = 0;
};

// A server at one moment, seen from one database of it. A value.
struct ServerSnapshot {
    QDateTime takenAt; // the server's clock, UTC
    QList<ServerSession> sessions; // of all databases, without the one that asked; by pid
    QList<LockFact> locks; // on relations of this database, and all that are waited for; waiting ones first
    QList<CommandProgress> progress;
    int connections = 0, maxConnections = 0, reservedConnections = 0;
    DatabaseCounters counters;
    bool isStandby = false;
    std::optional<qint64> replayLagMs; // of a standby: since the last transaction that it replayed
    QList<StandbyFact> standbys;
    std::optional<qint64> databaseBytes;
    QList<TableSize> tables; // largest first

    const ServerSession* session(int pid) const;
    QList<ServerSession> longestTransactions(int limit = 10) const; // oldest first
    QJsonObject toJson() const;
};

struct MonitorOptions {
    bool sizes = true; // database and tables; costs a look at every file of the database
    int topTables = 20;
    int maxLocks = 5000; // a deploy over thousands of chunks holds that many
};

// Reads everything in one pipeline round trip. The session should have no other use: its lock_timeout is set. Never
// waits for somebody's lock: tables under an exclusive one get their size by estimate, and where one is taken in that
// very moment, the snapshot comes without sizes.
Result<ServerSnapshot> readServerSnapshot(
    Session& session, const MonitorOptions& options = {}, const CancelToken& token = CancelToken::never());

// Transactions (commits and rollbacks) per second between two snapshots of one database; unset where the counters were
// reset or no time has passed.
std::optional<double> transactionRate(const ServerSnapshot& before, const ServerSnapshot& after);

} // namespace corridor
