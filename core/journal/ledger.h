// SPDX-License-Identifier: MIT
#pragma once

#include "journal/journal_database.h"
#include "journal/verification.h"

#include <QList>

namespace corridor {

// The columns of a row that one line of the ledger vouches for, in the order in which they are hashed.
// A row may have two: a run's start and, later, its end.
struct LedgerKind {
    QString name;
    QString table;
    QStringList columns;
    QStringList key; // the columns that name the row; joined by '/' they are the line's subject
    QString present = {}; // SQL condition for rows that must have such a line; all where empty
};

namespace ledger {
extern const LedgerKind runStarted, runFinished, step, tick, proof;
}

// Writes the line for values (of kind.columns, in their order) that were just written. Call it in the same writing
// transaction. The hash is SHA-256 over the previous hash, kind, subject and the values as JSON text.
Result<void> appendToLedger(const JournalDatabase& database, const LedgerKind& kind, const QVariantList& values);

// Compares every line with the rows that it vouches for, and with the line before it.
Result<Verification> verifyLedger(const JournalDatabase& database, const QString& notedHead);

} // namespace corridor
