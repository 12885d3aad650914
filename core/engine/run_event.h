// SPDX-License-Identifier: MIT
#pragma once

#include "base/error.h"
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
        StepFinished,      // durationMs, affectedRows
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
    Error error;
};

using Observer = std::function<void(const RunEvent&)>;

} // namespace corridor
