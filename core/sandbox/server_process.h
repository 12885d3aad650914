// SPDX-License-Identifier: MIT
#pragma once

#include "base/cancel.h"
#include "sandbox/process_identity.h"
#include "sandbox/server_account.h"

namespace corridor {

// One server to be started: which program, on which data, as whom.
struct ServerLaunch {
    enum class Life {
        Detached, // in a session of its own: outlives the caller, its terminal and its log-out
        Child, // ends with the thread that started it, even if that is killed
    };
    QString postgres; // absolute path of the program
    QString dataFolder; // owned by `account`
    QString logFile; // appended to; opened as the caller
    ServerAccount account;
    Life life = Life::Detached;
};

// Starts `postgres` itself; returns as soon as it runs, which is before it answers.
// Error: "sandbox-start-failed".
Result<ProcessIdentity> launchServer(const ServerLaunch& launch);

// Waits until the server answers on the socket of `port` in `socketFolder`. Fails with the end of its log when it
// ends before that ("sandbox-start-failed"), when it is not ready after 60 seconds, or when `token` is cancelled
// ("cancelled").
Result<void> waitUntilReady(const ProcessIdentity& server, const QString& socketFolder, int port,
    const QString& logFile, const CancelToken& token = CancelToken::never());

enum class StopMode {
    Fast, // rolls back what is open, writes a checkpoint
    Immediate, // as after a crash; recovery at the next start
    Kill, // kill -9
};

// Asks the server to stop and waits for its end; a fast stop that takes longer than 20 seconds becomes an immediate
// one. False if it is still there after that.
bool stopServer(const ProcessIdentity& server, StopMode mode = StopMode::Fast);

} // namespace corridor
