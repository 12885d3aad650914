// SPDX-License-Identifier: MIT
#pragma once

#include "base/environment.h"
#include "engine/engine.h"
#include "rehearsal/query_check.h"

namespace corridor {

// What clients do while a rehearsal runs.
struct LoadSource {
    QString file; // a script of pgbench; empty: `queries`, weighted by their calls
    QList<ApplicationQuery> queries; // reading and changing ones; NULL stands for every value, so that no row is found
    int clients = 4;
};

// A statement of the load that stood waiting for the scripts.
struct BlockedStatement {
    QString sql;
    QString waitedFor; // "AccessShareLock item"
    bool reads = false; // it only reads
    double longestMs = 0;
    int times = 0;
};

struct LoadReport {
    QString source; // a file, or pg_stat_statements; empty where there was no load
    QString why; // there was none, or it could not run; a sentence
    int clients = 0;
    qint64 transactions = 0;
    double durationMs = 0; // of the scripts, under the load
    double readersMs = 0, writersMs = 0; // the longest that one of them stood waiting for the scripts
    QList<BlockedStatement> blocked; // longest first
    std::optional<Error> error; // of the scripts
};

// Runs what is pending on a copy while pgbench's clients work on it, and looks every few milliseconds who of them waits
// for the run. Blocks until the scripts have ended. "load-unavailable" where pgbench is not installed, or no query can
// be replayed.
Result<LoadReport> deployUnderLoad(const ConnectionOptions& copy, const Project& project, const LoadSource& load,
    const Environment& environment, const CancelToken& token = CancelToken::never());

// Pure. `sql` with NULL for every $1 …
QByteArray withNulls(const QByteArray& sql);

} // namespace corridor
