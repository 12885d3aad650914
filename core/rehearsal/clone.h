// SPDX-License-Identifier: MIT
#pragma once

#include "backup/backup_progress.h"
#include "rehearsal/mask_rules.h"
#include "rehearsal/relation_size.h"
#include "sandbox/scratch_database.h"

namespace corridor {

// How much of the rows a copy has.
enum class CloneRows {
    None, // structure only, and the rows of _prisma_migrations
    Stats, // the same, with what the planner knows about the rows that are not there
    Sample, // some of every table's, with those that they refer to
    Full,
};
struct RowChoice {
    CloneRows rows = CloneRows::None;
    double percent = 100; // of a sample
    QString word() const; // none, stats, sample:5%, full
    bool operator==(const RowChoice&) const = default;
};
// "usage" for words that are none of these.
Result<RowChoice> rowChoice(const QString& word);

// What is copied: a database, which is only read (in one read-only, repeatable-read transaction), or a file of pg_dump.
struct CloneSource {
    std::optional<ConnectionOptions> database;
    QString dump;
};

// A copy in the sandbox, of the source's major version where this machine has it; it is gone with this value.
struct Clone {
    ScratchDatabase database;
    ConnectionOptions connection; // with the source's ?schema=
    RowChoice rows;
    int serverVersion = 0;
    qint64 durationMs = 0;
    QList<RelationSize> sizes;
    QStringList masked; // columns, each with its mask
    QStringList notes; // in what the copy differs from its source, each a sentence
};

// Roles that the source has are made in the sandbox, without login. The copy tells of temporary files as notices. Rows
// are masked before anybody sees the copy.
// Errors: those of createBackup(), restoreDatabase(), restoreDump(), copySample(), carryStatistics(), maskRows() and
// ScratchDatabase.
Result<Clone> makeClone(const CloneSource& source, const RowChoice& rows, const MaskRules& masks, const Environment& environment,
    const BackupObserver& observer = {}, const CancelToken& token = CancelToken::never());

} // namespace corridor
