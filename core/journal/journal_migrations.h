// SPDX-License-Identifier: MIT
#pragma once

#include "journal/journal_database.h"

#include <QList>

namespace corridor {

// One step of the journal's own schema: migrations/journal/<n>_<name>/migration.sql, compiled into the program.
struct JournalMigration {
    QString name;
    QByteArray script;
    QString checksum() const; // SHA-256, hex
};

// Those of this program, ordered by their numbers.
QList<JournalMigration> journalMigrations();

// Brings the journal's schema up to date; does nothing, and takes no lock, where it is already. Several programs may
// do so at once. Errors: "journal-migration-edited" when one that was applied reads differently now; "journal-newer"
// when the file has one that this program does not know.
Result<void> applyJournalMigrations(const JournalDatabase& database, const QList<JournalMigration>& migrations);

} // namespace corridor
