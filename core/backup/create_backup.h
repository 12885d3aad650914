// SPDX-License-Identifier: MIT
#pragma once

#include "backup/backup_store.h"
#include "postgres/connection.h"

namespace corridor {

struct BackupRequest {
    DumpFormat format = DumpFormat::Custom;
    int jobs = 2; // processes; only of the directory format
    QString why;
    QString who, machine;
    bool countRows = true; // a full scan of every table, beside the dump
    QStringList withoutRows = {}; // tables, as SQL writes them, of which only the structure is kept
    bool compress = true; // false: for a dump that is read back at once
    int lockWaitMs = 60'000; // how long to wait for tables that somebody holds exclusively; 0 for ever
};

// Dumps a database into the store. The dump, the counted rows and the schema's fingerprint are of one moment (an
// exported snapshot). pg_dump is chosen by the server's version. What was written is removed again on any error.
// Errors: those of client_programs.h, client_error.h and BackupStore, and "backup-failed".
Result<Backup> createBackup(const BackupStore& store, const ConnectionOptions& source, const BackupRequest& request,
    const Environment& environment, const BackupObserver& observer = {},
    const CancelToken& token = CancelToken::never());

} // namespace corridor
