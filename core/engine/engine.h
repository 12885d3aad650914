// SPDX-License-Identifier: MIT
#pragma once

#include "engine/plan.h"
#include "engine/run_event.h"

#include <functional>

namespace corridor {

// Before each statement, and before each batch of one: asked on the run's thread, for as long as it likes. An error stops
// the run there, as a cancellation does.
struct StepContext {
    const PlannedMigration& migration;
    int index = 0; // of the statement
    const Statement& statement;
};
using StepGate = std::function<Result<void>(const StepContext&)>;

struct EngineOptions {
    int lockTimeoutMs = 10'000; // Prisma's: 10 s for its advisory lock; 0 waits for ever
    bool advisoryLock = true;   // off by PRISMA_SCHEMA_DISABLE_ADVISORY_LOCK, as Prisma's
    Runner runner = Runner::Statements;
    int statementLockTimeoutMs = 0; // lock_timeout of each attempt, so that a waiting ALTER heads no queue; 0: none
    int lockAttempts = 10;          // with a growing pause between them
    bool watch = true;      // a second connection says who blocks a statement and how far a long one is
    bool tellLocks = false; // StepFinished says which locks the statement's transaction holds
    int reconnectMs = 30'000; // how long a server that went away at COMMIT is asked for what became of it
    int maxLagMs = 10'000;  // batches wait while a standby is further behind; 0: never
    StepGate gate;
};
EngineOptions engineOptions(const Environment& environment);

// What a run did, as a value for the journal, the JSON answer and the window.
struct StepRun {
    int index = 0; // from 0
    int line = 0;
    QString outcome; // done, failed
    qint64 durationMs = 0;
    qint64 affectedRows = -1;
};
struct MigrationRun {
    QString name;
    QString outcome; // applied, rolled-back, failed, not-run
    qint64 durationMs = 0;
    ExecutionMode mode = ExecutionMode::AsPrisma;
    QList<StepRun> steps; // of a script that runs statement by statement: those that were started
};
struct RunReport {
    Plan plan;
    QList<MigrationRun> migrations;
    qint64 durationMs = 0;
    std::optional<Error> error; // what stopped it
    bool ok() const { return !error; }
    int count(const QString& outcome) const;
    QJsonObject toJson() const;
};

// Opens the database, and creates it first where it does not exist, as Prisma's deploy, dev and reset do.
Result<Session> openOrCreate(const ConnectionOptions& options, bool* created = nullptr,
    const CancelToken& token = CancelToken::never());

// Reads the state that plans are made from; three round trips at most, takes no lock, writes nothing.
Result<DatabaseState> inspect(Session& session, const Project& project,
    const CancelToken& token = CancelToken::never());

// Asked under the lock, with the plan that is about to run; an error stops before anything is written. The window
// and --dry-run use it to show the plan; nullptr agrees to all.
using Approve = std::function<Result<void>(const Plan&)>;

// Takes Prisma's advisory lock (P1002 when it cannot), inspects, plans, asks, runs, releases it.
RunReport deploy(Session& session, const Project& project, const EngineOptions& options, const Approve& approve = {},
    const Observer& observer = {}, const CancelToken& token = CancelToken::never());
RunReport rollback(Session& session, const Project& project, const RollbackRange& range, const EngineOptions& options,
    const Approve& approve = {}, const Observer& observer = {}, const CancelToken& token = CancelToken::never());
// Drops and makes the schemas anew, then deploys everything.
RunReport reset(Session& session, const Project& project, const EngineOptions& options, const Approve& approve = {},
    const Observer& observer = {}, const CancelToken& token = CancelToken::never());

// prisma migrate resolve. P3008, P3011, P3012, P3017.
Result<void> resolveApplied(Session& session, const Project& project, const QString& name,
    const EngineOptions& options, const CancelToken& token = CancelToken::never());
Result<void> resolveRolledBack(Session& session, const QString& name, const EngineOptions& options,
    const CancelToken& token = CancelToken::never());

} // namespace corridor
