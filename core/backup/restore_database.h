// SPDX-License-Identifier: MIT
#pragma once

#include "backup/backup_store.h"
#include "backup/client_programs.h"
#include "postgres/connection.h"

namespace corridor {

struct RestoreOptions {
    int jobs = 2; // processes; a database with TimescaleDB is always restored by one
    bool owners = true; // owners and privileges as in the original; needs its roles
    bool anyLocale = false; // the "C" locale instead of the original's
    bool analyze = true; // an archive has no statistics, and without them the first queries are slow
};

struct RestoreReport {
    QString database;
    int objects = 0;
    qint64 durationMs = 0;
};

// Restores a backup into a new database of the server that `server` leads to (it must lead to another database than
// the new one, whose role may create databases). The files are checked first. On any error, and when cancelled, the
// new database is dropped again; no other database is touched.
// Errors: those of checkFiles(), client_programs.h and client_error.h, "restore-database-exists", "restore-failed".
Result<RestoreReport> restoreDatabase(const Backup& backup, const ConnectionOptions& server, const QString& newName,
    const RestoreOptions& options, const Environment& environment, const BackupObserver& observer = {},
    const CancelToken& token = CancelToken::never());

// The programs that can read the backup and talk to a server of that major version. "client-missing", "client-older".
Result<ClientPrograms> restorePrograms(const BackupManifest& manifest, int serverMajor, const Environment& environment);
Result<int> serverMajor(const ConnectionOptions& server, const CancelToken& token = CancelToken::never());

// Drops a database with whoever is connected to it.
Result<void> dropDatabase(const ConnectionOptions& server, const QString& name);

} // namespace corridor
