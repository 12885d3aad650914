// SPDX-License-Identifier: MIT
#pragma once

#include "history/history_row.h"
#include "project/migration.h"

#include <QList>

namespace corridor {

// Words of `status --json`, in kebab-case: applied, pending, failed, rolled-back, edited, missing, out-of-order.
enum class MigrationState {
    Applied,
    Pending,    // no row of it that counts
    Failed,     // started, neither finished nor rolled back
    RolledBack, // only rolled-back rows: will be applied again by the next deploy
    Edited,     // applied, and the script differs from what was applied
    Missing,    // applied or failed, and the folder is gone
    OutOfOrder, // pending, though a migration after it is applied already
};
QString stateWord(MigrationState state);
// A sentence for people.
QString stateText(MigrationState state);

struct MigrationStatus {
    QString name;
    MigrationState state = MigrationState::Pending;
    QList<HistoryRow> rows; // its whole past, by started_at
    bool onDisk = true;
    bool hasDown = false;
    bool edited = false;       // the script on disk differs from the one applied; true beside Failed too
    QString checksum;          // of the script on disk, else of the newest row

    // The row that decides the state; null where there is none.
    const HistoryRow* current() const { return rows.isEmpty() ? nullptr : &rows.last(); }
    bool isPending() const;    // the next deploy will apply it
};

// The whole truth about a folder and a database, as one value.
struct Diagnosis {
    bool tableExists = false;
    QList<MigrationStatus> migrations; // the folder's order; those missing from it stand where their start time puts them

    int count(MigrationState state) const;
    QStringList pending() const;
    bool hasFailed() const;
    bool isUpToDate() const; // nothing pending, failed, edited or missing
    const MigrationStatus* find(const QString& name) const;
};

// Pure. `rows` must be ordered by started_at, as they are read. Source of the rules: Prisma's diagnoseMigrationHistory
// (a migration is pending when no row of it lacks rolled_back_at), checksum comparison by checksumMatches().
Diagnosis diagnose(const QList<Migration>& folder, const QList<HistoryRow>& rows, bool tableExists = true);

} // namespace corridor
