// SPDX-License-Identifier: MIT
#pragma once

#include "postgres/session.h"
#include "sandbox/private_server.h"

#include <QDateTime>

namespace corridor {

struct SandboxStatus {
    bool running = false;
    qint64 pid = 0;
    QString serverVersion;
    QString socketFolder, dataFolder, logFile;
    bool inMemory = false; // the data go with the machine; fsync is off in any case
    QDateTime startedAt;
    QJsonObject toJson() const;
};

// The private PostgreSQL server of this user, for the demo, for trying out and for proofs: one for each server version,
// on a unix socket that only the user can reach, without fsync. It outlives the program that started it, until stop().
// Safe to use from several programs at once: they wait for one another, and the second uses what the first has made.
// Errors: "sandbox-no-server", "sandbox-no-account", "sandbox-folder-unsafe", "sandbox-initdb-failed",
// "sandbox-start-failed", "sandbox-locked", "cancelled".
class Sandbox {
public:
    // The sandbox of the newest server of this machine, or of the newest of `major`; starts nothing.
    static Result<Sandbox> locate(const Environment& environment, std::optional<int> major = {});

    // Starts it, or does nothing where it runs. What a dead one has left behind is removed.
    Result<void> start(const CancelToken& token = CancelToken::never());
    Result<void> stop();
    // Stops it and removes its data: the next start is a fresh one.
    Result<void> reset();
    SandboxStatus status() const;

    QString url(const QString& database = "postgres") const { return m_server.url(database); }
    ConnectionOptions connection(const QString& database = "postgres") const { return m_server.connection(database); }
    // Makes the database where it is missing.
    Result<void> ensureDatabase(const QString& name, const CancelToken& token = CancelToken::never()) const;

private:
    Sandbox(PrivateServer server, QString folder, QString cache, bool inMemory);
    ProcessIdentity process() const;
    Result<void> startLocked(const CancelToken& token);
    void stopLocked();

    PrivateServer m_server;
    QString m_folder; // socket, log, lock and the note of the running process
    QString m_cache;
    bool m_inMemory;
};

} // namespace corridor
