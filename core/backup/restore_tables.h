// SPDX-License-Identifier: MIT
#pragma once

#include "backup/backup_store.h"
#include "backup/restore_database.h"
#include "backup/table_dependents.h"

namespace corridor {

struct TableRestoreOptions {
    bool owners = true; // owners and privileges as in the original; needs its roles
    bool keepOrphans = false; // foreign keys of other tables are made NOT VALID where rows point at nothing
    int lockTimeoutMs = 10'000; // how long to wait for the tables' locks
};

// How single tables will be put back: decided before anything is changed. All of it is one transaction.
struct TableRestorePlan {
    TableSelection selection;
    QString database; // that it was made for
    QString aside; // the schema that tables that exist are moved to, and kept in; empty where none exists
    QStringList steps; // each a sentence
    QStringList notes; // what a person should know or do afterwards
    QByteArray list, before, after; // for pg_restore -L, and SQL around what it writes
};

// Tables that exist are moved aside whole, the backup's are made in their place with all that belongs to them, foreign
// keys and views of others follow to the new ones, and the rows are counted against the manifest.
// Errors: those of selectTables(), "restore-hypertable", "restore-dependents" (something could not follow).
Result<TableRestorePlan> planTableRestore(const Backup& backup, Session& session, const QList<TableName>& tables,
    const TableRestoreOptions& options, const Environment& environment,
    const CancelToken& token = CancelToken::never());

// Carries it out; nothing is changed on any error. Errors: those of restoreDatabase(), "restore-orphans".
Result<RestoreReport> restoreTables(const Backup& backup, const ConnectionOptions& database,
    const TableRestorePlan& plan, const TableRestoreOptions& options, const Environment& environment,
    const BackupObserver& observer = {}, const CancelToken& token = CancelToken::never());

} // namespace corridor
