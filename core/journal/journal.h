// SPDX-License-Identifier: MIT
#pragma once

#include "base/environment.h"
#include "journal/journal_database.h"
#include "journal/proof_record.h"
#include "journal/run_record.h"
#include "journal/tick.h"
#include "journal/verification.h"

#include <functional>

namespace corridor {

// Which runs to read.
struct RunFilter {
    int limit = 100;
    std::optional<TargetIdentity> target;
    QString project;
};

// The book of what was done: runs with their steps, and the checklist's ticks. Nothing is ever changed in it except
// that a run gets its end; every line is chained to the one before (verify()). All text is stored with its passwords
// removed. Several programs may use one journal at once; one Journal belongs to the thread that opened it.
// Errors: those of JournalDatabase and of its schema (journal_migrations.h), "run-unknown", "run-finished".
class Journal {
public:
    // CORRIDOR_JOURNAL (a path, or the URL of a team's PostgreSQL), else corridor/journal.sqlite in the user's data folder.
    static QString defaultPath(const Environment& environment);
    static Result<Journal> open(const QString& place);
    // Copies a whole journal, line by line, into an empty one, and verifies both: "journal-tampered" for one that
    // somebody has changed, "journal-not-empty". The old one stays as it is. What the new one's verification says.
    static Result<Verification> copy(const QString& from, const QString& to);

    // Writes a run down before it starts; its id.
    Result<QString> begin(const RunRecord& record);
    Result<void> addSteps(const QString& run, const QList<StepRecord>& steps);
    Result<void> finish(const QString& run, const QString& outcome, const std::optional<Error>& error = {},
        const QDateTime& at = QDateTime::currentDateTimeUtc());

    Result<QList<RunRecord>> runs(const RunFilter& filter = {}) const; // newest first, without steps
    Result<RunRecord> run(const QString& id) const;

    // A tick or an untick; `at` is now where it is unset.
    Result<void> add(const Tick& tick);
    // Everything that was ever ticked or unticked for a target, oldest first. Rows that the ledger does not vouch for
    // do not count.
    Result<QList<Tick>> ticks(const QString& target) const;

    // A verdict about two scripts; `at` is now where it is unset.
    Result<void> add(const ProofRecord& proof);
    // The newest verdict about these two scripts, where there is one and the ledger vouches for it.
    Result<std::optional<ProofRecord>> proof(const QString& upChecksum, const QString& downChecksum) const;

    // `notedHead`: a Verification::head that was written down elsewhere, to find an end that was cut off.
    Result<Verification> verify(const QString& notedHead = {}) const;

    // Calls `changed` whenever somebody has written; false where the journal does not tell (a file).
    bool watch(const std::function<void()>& changed) const { return m_database.subscribe(changed); }

private:
    explicit Journal(JournalDatabase database);
    Result<void> write(const struct LedgerKind& kind, const QVariantList& values) const;
    Result<void> requireOpen(const QString& run) const;

    JournalDatabase m_database;
};

} // namespace corridor
