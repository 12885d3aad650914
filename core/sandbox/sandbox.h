// SPDX-License-Identifier: MIT
#pragma once

#include "sandbox/private_server.h"
#include "sandbox/sandbox_folders.h"
#include "sandbox/sandbox_record.h"

#include <QJsonObject>
#include <QStringList>

namespace corridor {

// What there is of a sandbox now.
struct SandboxStatus {
    bool running = false;
    bool hasData = false; // databases are kept; start() goes on with them
    qint64 pid = 0;
    QString serverVersion;
    QString socketFolder, dataFolder, logFile;
    bool inMemory = false; // the data go with the machine; fsync is off in any case
    QDateTime startedAt; // UTC

    // What a person must know before trusting anything to it, as a sentence without a full stop.
    QString safety() const;
    QJsonObject toJson() const;
};

// The private PostgreSQL server of this user, for the demo, for trying out and for proofs: one for each major version,
// on a unix socket that only the user (and root) can reach, without fsync, in memory where there is room. It outlives
// the program that started it, until stop(). A value that may be made again at any time, on any thread and in any
// program: what is shared is on disk, and start, stop and reset wait for one another.
// Errors: "sandbox-no-server", "sandbox-no-account", "sandbox-folder-unsafe", "sandbox-initdb-failed",
// "sandbox-copy-failed", "sandbox-start-failed" (with the end of the server's log), "sandbox-lock-failed",
// "sandbox-stop-failed", "cancelled".
class Sandbox {
public:
    // The sandbox of `major`; without one the newest that runs, else that of the newest server of this machine.
    // Starts nothing.
    static Result<Sandbox> locate(const Environment& environment, std::optional<int> major = {});

    // Starts it, or does nothing where it runs. What a dead one has left behind is removed.
    Result<void> start(const CancelToken& token = CancelToken::never());
    // Keeps the databases for the next start.
    Result<void> stop(const CancelToken& token = CancelToken::never());
    // Stops it and removes its data: the next start is a fresh one.
    Result<void> reset(const CancelToken& token = CancelToken::never());
    SandboxStatus status() const;

    QString url(const QString& database = "postgres") const { return m_server.url(database); }
    ConnectionOptions connection(const QString& database = "postgres") const { return m_server.connection(database); }

    // Databases of the running server, without those that it came with. Errors are Session's.
    Result<QStringList> databases(const CancelToken& token = CancelToken::never()) const;
    // Error "sandbox-database-exists" where there is one of that name.
    Result<void> createDatabase(const QString& name, const CancelToken& token = CancelToken::never()) const;
    // Makes the database where it is missing.
    Result<void> ensureDatabase(const QString& name, const CancelToken& token = CancelToken::never()) const;
    // With the sessions on it. None of that name is no error.
    Result<void> dropDatabase(const QString& name, const CancelToken& token = CancelToken::never()) const;

private:
    Sandbox(PrivateServer server, SandboxFolders folders, QString folder);
    std::optional<SandboxRecord> runningRecord() const;
    std::optional<ProcessIdentity> runningProcess() const;
    Result<void> startLocked(const CancelToken& token);
    Result<void> stopLocked(StopMode mode);
    Result<void> ensureData(const CancelToken& token);
    Result<void> removeData();

    PrivateServer m_server;
    SandboxFolders m_folders;
    QString m_folder; // socket, log, lock and the record of the running process
};

} // namespace corridor
