// SPDX-License-Identifier: MIT
#pragma once

#include "backup/backup_store.h"
#include "postgres/connection.h"

namespace corridor {

// Whether a backup gives back what was backed up.
struct BackupVerification {
    QStringList differences; // each a sentence; empty when it is good
    QStringList notes; // what could not be compared, each a sentence
    int tables = 0;
    qint64 rows = 0;
    qint64 durationMs = 0;
    bool ok() const { return differences.isEmpty(); }
};

// Checks the files, restores them into a database that is dropped again, on the server that `server` leads to (the
// sandbox, say; owners, privileges and locale are left aside, roles that policies name are made for the time), and
// compares the rows of every table, and the schema's fingerprint where the server is of the same major version, with
// what the manifest says.
Result<BackupVerification> verifyBackup(const Backup& backup, const ConnectionOptions& server,
    const Environment& environment, const BackupObserver& observer = {},
    const CancelToken& token = CancelToken::never());

// Pure. What differs between the rows that were counted then and now.
QStringList rowDifferences(const QList<TableRows>& expected, const QList<TableRows>& found);

} // namespace corridor
