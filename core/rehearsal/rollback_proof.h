// SPDX-License-Identifier: MIT
#pragma once

#include "backup/backup_manifest.h"
#include "catalog/snapshot.h"
#include "project/project.h"
#include "rehearsal/traced_run.h"

namespace corridor {

// Whether the way back of what was rehearsed leads back.
struct RollbackProof {
    enum class Verdict {
        NotTried, // the run failed, or there was nothing to run
        Proved, // the schema is as it was, and no table has lost or gained rows
        LosesRows,
        NotProved,
    };
    Verdict verdict = Verdict::NotTried;
    QString why; // a sentence; empty where it is proved
    QStringList differences; // each a sentence or a change's summary
    double durationMs = 0;
};
QString proofWord(RollbackProof::Verdict verdict); // not-tried, proved, loses-rows, not-proved

// A database before the run.
struct StateBefore {
    Snapshot schema;
    QList<TableRows> rows; // without _prisma_migrations
};
Result<StateBefore> readState(Session& session, const CancelToken& token = CancelToken::never());

// Runs every down.sql of the run that was traced, newest first, and compares with the state before. The copy is left
// as the rollback left it.
RollbackProof proveRollback(Session& session, const Project& project, const TracedRun& run, const StateBefore& before,
    const CancelToken& token = CancelToken::never());

} // namespace corridor
