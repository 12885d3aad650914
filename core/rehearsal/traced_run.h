// SPDX-License-Identifier: MIT
#pragma once

#include "engine/engine.h"
#include "sql/lock_mode.h"

namespace corridor {

// A lock on a relation that was there before its migration's transaction. Times are milliseconds since the run began,
// without the time that tracing itself took.
struct TracedLock {
    QString relation; // schema.name as SQL writes it
    QString kind; // table, index, sequence, view, toast …
    LockMode mode = LockMode::None;
    int statement = 0; // that took it, from 0
    double fromMs = 0;
    double toMs = 0;
    bool operator==(const TracedLock&) const = default;
};

// Full reads and written rows of a table, by the server's own count. A parallel build of an index counts only a part.
struct TracedAccess {
    QString relation;
    qint64 scans = 0;
    qint64 rowsRead = 0;
    qint64 rowsWritten = 0; // inserted, updated and deleted
    qint64 bytes = 0; // of the table before the statement, with its TOAST, without its indexes
    bool operator==(const TracedAccess&) const = default;
};

// Where the facts that were read from the statement's text and what the server did disagree.
struct LockSurprise {
    QString relation;
    LockMode predicted = LockMode::None;
    LockMode observed = LockMode::None;
    bool isWorse() const { return observed > predicted; }
    QString text() const; // a sentence
    bool operator==(const LockSurprise&) const = default;
};

struct TracedStatement {
    int index = 0; // from 0, in its script
    int line = 0;
    QString kind; // "CREATE INDEX"
    QString sql;
    QString outcome; // done, failed
    bool inTransaction = true; // false: it commits by itself
    double startMs = 0; // since the run began
    double durationMs = 0;
    qint64 rows = -1;
    QList<TracedLock> locks; // that it took beyond those that its transaction held already
    QList<LockSurprise> surprises;
    QStringList rewritten, created, dropped; // relations
    QList<TracedAccess> accesses;
    qint64 walBytes = 0;
    qint64 sizeBytes = 0; // how much larger all relations are afterwards; old copies go at the end of the transaction
    qint64 newBytes = 0; // of relations that it has made or written anew: both copies are there until the commit
    qint64 tempBytes = 0; // files of sorts and the like
    QStringList notices;
};

struct TracedMigration {
    QString name;
    QString checksum;
    QString outcome; // applied, failed, not-run
    QString mode; // as ExecutionMode's word
    double startMs = 0;
    double durationMs = 0;
    QList<TracedStatement> statements;
    QList<TracedLock> locks; // all, with their ends
};

struct TracedRun {
    QList<TracedMigration> migrations;
    RunReport report;
    double durationMs = 0; // without the tracing
    double tracingMs = 0;
};

// deploy() on a database that nobody else uses, traced statement by statement: inside of transactions by the run's own
// session, outside of them, where locks are gone when the statement ends, by a second one that looks every few
// milliseconds. _prisma_migrations and PostgreSQL's catalogs are left out. `afterEach` is called with the name of each
// migration that was applied, while the run's clock stands still.
TracedRun traceDeploy(Session& session, const Project& project, const EngineOptions& options,
    const Observer& observer = {}, const CancelToken& token = CancelToken::never(),
    const std::function<void(const QString& migration)>& afterEach = {});

} // namespace corridor
