// SPDX-License-Identifier: MIT
#pragma once

#include "engine/engine.h"

namespace corridor {

// A statement that was tried, with what it did.
struct TriedStep {
    QString migration;
    int index = 0;
    int line = 0;
    QString kind;
    QList<LockFact> locks; // that it added to those of the statements before
    qint64 durationMs = 0;
    qint64 affectedRows = -1;
};

struct LockTrial {
    QList<TriedStep> steps;
    QString stoppedAt; // why the rest was not tried, a sentence; empty when everything was
    QJsonObject toJson() const;
};

// Runs the pending migrations in one transaction, reads after each statement which locks it took, and rolls back: the
// locks are real and others wait for them meanwhile; what sequences gave out is gone. It stops before the first
// statement that cannot run in that transaction, and where the server refuses one.
Result<LockTrial> tryLocks(Session& session, const Project& project, const EngineOptions& options,
    const Approve& approve = {}, const CancelToken& token = CancelToken::never());

} // namespace corridor
