// SPDX-License-Identifier: MIT
#pragma once

#include "engine/engine.h"

namespace corridor {

// Ways on from a migration that failed or was interrupted.
enum class RecoveryWay {
    Retry, // from its first statement, with a new row; the old one is marked as rolled back
    Resume, // at the first statement that is not committed, with the same row
    MarkApplied, // its changes are in the database: as resolve --applied
    MarkRolledBack, // nothing of it is in the database: as resolve --rolled-back
    RollBack, // run down.after-N.sql, N being the statements that are committed, where there is one; else down.sql
};
QString recoveryWord(
    RecoveryWay way); // retry, resume, applied, rolled-back, roll-back: the option of `corridor recover`

struct RecoveryOption {
    RecoveryWay way;
    QString text; // what it does here, a sentence
    bool certain = false; // the row proves that it is right; otherwise somebody must look at the database first
};

// A migration that waits for somebody, and what is true of it.
struct Recovery {
    QString migration;
    QString rowId;
    Action direction = Action::Deploy; // Rollback: its down.sql stopped half-way
    bool interrupted = false; // a crash, not an error of the server; a deploy goes on by itself
    bool known = false; // the row says how far it came; Prisma's rows do not
    bool scriptChanged = false; // since it ran
    int done = 0; // statements whose effect is committed
    int total = 0;
    int line = 0; // of the statement after them, 0 where there is none
    bool running = false; // that statement was running outside of a transaction
    QString found; // what is left of it, a sentence
    QString error; // what the server said, its first line
    QList<RecoveryOption> options; // the best first

    const RecoveryOption* find(RecoveryWay way) const;
    QJsonObject toJson() const;
};

// Pure, but for down.after-N.sql, which it reads. One for each failed row and each rollback that stopped half-way. It cannot know of a run that goes on right
// now: ask who holds the advisory lock.
QList<Recovery> recoveryOptions(const Project& project, const DatabaseState& state);

// The plan of Retry, Resume and RollBack for one migration. "recovery-unknown" where it needs none,
// "recovery-wrong" for a way that is not offered.
Result<Plan> planRecovery(
    const Project& project, const DatabaseState& state, const QString& migration, RecoveryWay way);

// Carries out Retry, Resume and RollBack as deploy() does a plan; other pending migrations are left alone.
RunReport recover(Session& session, const Project& project, const QString& migration, RecoveryWay way,
    const EngineOptions& options, const Approve& approve = {}, const Observer& observer = {},
    const CancelToken& token = CancelToken::never());
// Carries out MarkApplied and MarkRolledBack.
Result<void> markRecovered(Session& session, const Project& project, const QString& migration, RecoveryWay way,
    const EngineOptions& options, const CancelToken& token = CancelToken::never());

} // namespace corridor
