// SPDX-License-Identifier: MIT
#pragma once

#include "checklist/checklist.h"
#include "engine/engine.h"
#include "engine/expected_times.h"
#include "engine/proofs.h"
#include "engine/recovery.h"
#include "engine/run_brake.h"
#include "engine/run_sampler.h"
#include "journal/run_record.h"
#include "profile/profile.h"

namespace corridor {

// What the window asks of the core, each call a function for a worker thread: it opens its own session, so that no
// connection is held while nobody works with it.

// A database as it was read: its state, and what that says about the project's migrations.
struct ConnectedState {
    bool databaseMissing = false; // deploy would create it
    ServerFacts server;
    DatabaseState state;
    Diagnosis diagnosis;
    TargetIdentity target; // under which its ticks are filed
    std::optional<Profile> guardian; // the protected profile that leads there too, whatever way of connecting was used
    QList<CoveredScript> pending;
    QList<Recovery> recoveries; // migrations that failed or were interrupted, and the ways on
    QHash<QString, WayBackKnown> waysBack; // of the project's migrations; none where the journal cannot be read
    Result<Checklist> checklist; // as it stands for this database; the error where list or journal cannot be read
};
Result<ConnectedState> readSnapshot(const ConnectionOptions& connection, const Project& project, const Environment& environment,
    const CancelToken& token);

// Ticks an item of the checklist, or takes the tick back.
Result<void> writeTick(const Tick& tick, const Environment& environment);

// A plan, with all that it takes to carry it out.
struct PlannedRun {
    Plan plan;
    RollbackRange range; // of a rollback
    Project project; // the scripts that were shown
    ConnectionOptions connection;
    QStringList gateReasons; // what of the checklist is missing
    std::optional<RecoveryWay> recovery; // the plan goes on from where its one migration stopped
    ExpectedTimes expected; // as the journal knows them
    QHash<QString, WayBackKnown> waysBack;
};
Result<PlannedRun> makePlan(Action action, const RollbackRange& range, const ConnectionOptions& connection,
    const Project& project, const Environment& environment, const CancelToken& token);

// The plan of Retry, Resume or RollBack.
Result<PlannedRun> makeRecoveryPlan(const QString& migration, RecoveryWay way, const ConnectionOptions& connection,
    const Project& project, const Environment& environment, const CancelToken& token);

// What the user said to a plan; asked for on a protected profile only.
struct Consent {
    QString confirmedDatabase; // the name that was typed
    QString overrideReason; // why to go on though the checklist is not complete
};

// An order to run a plan.
struct RunOrder {
    PlannedRun run;
    std::optional<Profile> profile;
    Consent consent;
    RunRecord record;
    Environment environment;
    std::shared_ptr<RunBrake> brake; // null: nobody holds one
    std::function<void(const RunSample&)> sampled; // called on a thread of its own; may be empty
};

// Runs it and writes it down in the journal. Stops with "plan-changed" where the engine, under the lock, would do
// something else than what was shown, and with guard()'s errors on a protected profile.
RunReport carryOut(const RunOrder& order, const Observer& observer, const CancelToken& token);

enum class Resolution { Applied, RolledBack };
// Marks them in the history, one after the other, and writes that down in the journal; `record` says who and where.
Result<void> resolveMigrations(Resolution resolution, const QStringList& names, const ConnectionOptions& connection,
    const Project& project, RunRecord record, const Environment& environment, const CancelToken& token);

// What was changed by hand: a line for each difference, and the script that takes them up. Builds the applied
// migrations in the sandbox. Errors: those of readDrift().
struct DriftText {
    QStringList differences;
    QString adoptScript;
};
Result<DriftText> compareWithHistory(
    const ConnectionOptions& connection, const Project& project, const Environment& environment, const CancelToken& token);

// The way back of a migration, worked out and tried in the sandbox: the text of its down.sql.
// Errors: those of Sandbox, Ladder and tryWayBack().
Result<QByteArray> generateDown(const Project& project, const QString& migration, const Environment& environment, const CancelToken& token);

} // namespace corridor
