// SPDX-License-Identifier: MIT
#pragma once

#include "base/error.h"
#include "monitor/server_snapshot.h"
#include "postgres/session.h"

#include <functional>

namespace corridor {

// What a run tells while it runs, on the thread that runs it. Every event names its migration where there is one.
struct RunEvent {
    enum class Kind {
        WaitingForLock,    // text: who holds Prisma's advisory lock
        RunStarted,        // total: migrations to run
        MigrationStarted,  // index (0-based) of total
        StepStarted,       // step (0-based) of steps, line
        StepFinished,      // durationMs, affectedRows; locks, where EngineOptions::tellLocks asks for them
        StepBlocked,       // a statement waits for others: blockers, text; again every second while it lasts
        StepProgress,      // how far a long statement is: text (its phase), done of total in `unit`
        Notice,            // message: the server's
        MigrationFinished, // durationMs
        MigrationFailed,   // error; message: the server's, where it refused the script
        RunFinished,
    };
    Kind kind;
    QString migration;
    int index = 0;
    int total = 0;
    int step = 0;
    int steps = 0;
    int line = 0;
    qint64 durationMs = 0;
    qint64 affectedRows = -1;
    QString text;
    ServerMessage message;
    QList<ServerSession> blockers; // who stands before us; empty where the role may not see them
    bool repeated = false;         // the same blockers as in the event before
    QList<LockFact> locks;         // held by the run's session on relations
    qint64 done = 0;
    qint64 totalUnits = 0;         // 0 where nobody knows
    QString unit;                  // rows, blocks, tuples, bytes
    Error error;
    bool inBlock = false; // MigrationFailed: refused inside a transaction that the script itself began
};

using Observer = std::function<void(const RunEvent&)>;

} // namespace corridor
