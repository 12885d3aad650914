// SPDX-License-Identifier: MIT
#include "core_calls.h"

#include "checklist/checklist.h"
#include "engine/action_journal.h"
#include "engine/guard.h"
#include "engine/run_journal.h"
#include "evidence/before_deploy.h"
#include "evidence/evidence.h"
#include "journal/journal.h"
#include "sandbox/sandbox.h"
#include "wayback/trial.h"
#include "schema/drift.h"

namespace corridor {

namespace {

constexpr char databaseMissing[] = "P1003";

Result<Plan> planOf(Action action, const RollbackRange& range, const Project& project, const DatabaseState& state)
{
    switch (action) {
    case Action::Deploy:
        return planDeploy(project, state);
    case Action::Rollback:
        return planRollback(project, state, range);
    case Action::Reset:
        return planReset(project, state);
    }
    return fail("plan-unknown", "There is no such plan.");
}

// The engine plans once more under the lock. What it then would do must be what was shown, save that a database which
// did not exist at the time has an identity now.
Result<void> asShown(Plan shown, const Plan& now)
{
    if (shown.target.databaseOid.isEmpty())
        shown.target = now.target;
    shown.createsTable = now.createsTable;
    if (shown.toJson() == now.toJson())
        return {};
    return fail("plan-changed", "The database or the scripts changed since the plan was shown. Nothing was done.",
        "Look at the new plan, then start it.");
}

Result<void> guarded(const RunOrder& order, const Journal& journal, const Plan& plan, RunJournal& book, const CancelToken& token)
{
    const auto guardian = guardianOf(order.profile, order.environment, identityOf(plan.target));
    if (!guardian || !guardian->isProtected || plan.isEmpty())
        return {};
    const auto state = readGate(order.run.project.root,
        { .journal = journal,
            .backups = BackupStore(BackupStore::defaultFolder(order.environment)).list(),
            .target = identityOf(plan.target),
            .pending = coveredScripts(plan),
            .applied = plan.applied,
            .now = QDateTime::currentDateTimeUtc() },
        &*guardian);
    CORRIDOR_TRY(state);
    QStringList names;
    for (const PlannedMigration& migration : plan.migrations)
        names << migration.name;
    const auto unproved = plan.action == Action::Rollback ? unprovedOf(order.run.project, names, journal) : QStringList();
    CORRIDOR_TRY(unproved);
    CORRIDOR_TRY(guard(plan,
        { .profile = guardian->name,
            .gate = state->gate,
            .ciOnly = guardian->ciOnly,
            .inCi = !order.environment.value("CI").isEmpty(),
            .confirmedDatabase = order.consent.confirmedDatabase,
            .unproved = *unproved,
            .overrideReason = order.consent.overrideReason }));
    const auto kept = keepBeforeDeploy(order.run.project.root, guardian->name, plan, order.run.connection, order.environment, {}, token);
    CORRIDOR_TRY(kept);
    if (!kept->isEmpty())
        book.note("kept", *kept);
    return {};
}

RunReport runWith(
    Session& session, const RunOrder& order, const Approve& approve, const Observer& observer, const CancelToken& token)
{
    const PlannedRun& run = order.run;
    EngineOptions options = engineOptions(run.project.environment);
    if (order.brake)
        options.gate = order.brake->gate(token);
    if (run.recovery)
        return recover(session, run.project, run.plan.migrations.first().name, *run.recovery, options, approve, observer, token);
    switch (run.plan.action) {
    case Action::Deploy:
        return deploy(session, run.project, options, approve, observer, token);
    case Action::Rollback:
        return rollback(session, run.project, run.range, options, approve, observer, token);
    case Action::Reset:
        return reset(session, run.project, options, approve, observer, token);
    }
    return {};
}

RunReport failedReport(const PlannedRun& run, const Error& error)
{
    RunReport report { .plan = run.plan };
    report.error = error;
    return report;
}

Result<Checklist> readChecklist(const Project& project, const ConnectedState& snapshot, const Environment& environment)
{
    auto journal = Journal::open(Journal::defaultPath(environment));
    CORRIDOR_TRY(journal);
    QStringList applied;
    for (const HistoryRow& row : snapshot.state.rows) {
        if (row.isApplied())
            applied << row.migrationName;
    }
    const auto state = readGate(project.root,
        { .journal = *journal,
            .backups = BackupStore(BackupStore::defaultFolder(environment)).list(),
            .target = snapshot.target,
            .pending = snapshot.pending,
            .applied = applied,
            .now = QDateTime::currentDateTimeUtc() },
        nullptr);
    CORRIDOR_TRY(state);
    return state->checklist;
}

QHash<QString, WayBackKnown> readWaysBack(const Project& project, const Environment& environment)
{
    const auto journal = Journal::open(Journal::defaultPath(environment));
    return journal ? waysBackOf(project, *journal).value_or(QHash<QString, WayBackKnown>()) : QHash<QString, WayBackKnown>();
}

// What of the checklist a plan would go over; a rollback waits for nothing.
QStringList missingFor(Action action, const ConnectedState& snapshot)
{
    return action == Action::Deploy && snapshot.checklist ? gate(*snapshot.checklist).reasons : QStringList();
}

ExpectedTimes expectationsOf(const Plan& plan, const Environment& environment)
{
    const auto journal = Journal::open(Journal::defaultPath(environment));
    return journal ? expectedTimes(*journal, plan) : ExpectedTimes();
}

} // namespace

Result<ConnectedState> readSnapshot(const ConnectionOptions& connection, const Project& project, const Environment& environment,
    const CancelToken& token)
{
    ConnectedState snapshot;
    auto session = Session::open(connection, token);
    if (!session && session.error().code == databaseMissing) {
        snapshot.databaseMissing = true;
        snapshot.diagnosis = diagnose(project.migrations, {}, false);
        snapshot.target = identityOf(connection);
        snapshot.guardian = protectingProfile(environment, snapshot.target);
        snapshot.pending = coveredScripts(project, snapshot.diagnosis);
        snapshot.checklist = readChecklist(project, snapshot, environment);
        return snapshot;
    }
    CORRIDOR_TRY(session);
    auto state = inspect(*session, project, token);
    CORRIDOR_TRY(state);
    snapshot.server = session->server();
    snapshot.diagnosis = diagnose(project.migrations, state->rows, state->tableExists);
    snapshot.recoveries = recoveryOptions(project, *state);
    snapshot.state = std::move(*state);
    snapshot.target = identityOf(snapshot.state.target);
    snapshot.guardian = protectingProfile(environment, snapshot.target);
    snapshot.pending = coveredScripts(project, snapshot.diagnosis);
    snapshot.checklist = readChecklist(project, snapshot, environment);
    snapshot.waysBack = readWaysBack(project, environment);
    return snapshot;
}

Result<void> writeTick(const Tick& tick, const Environment& environment)
{
    auto journal = Journal::open(Journal::defaultPath(environment));
    CORRIDOR_TRY(journal);
    return journal->add(tick);
}

Result<PlannedRun> makePlan(Action action, const RollbackRange& range, const ConnectionOptions& connection,
    const Project& project, const Environment& environment, const CancelToken& token)
{
    const auto snapshot = readSnapshot(connection, project, environment, token);
    CORRIDOR_TRY(snapshot);
    auto plan = planOf(action, range, project, snapshot->state);
    CORRIDOR_TRY(plan);
    const ExpectedTimes expected = expectationsOf(*plan, environment);
    return PlannedRun { std::move(*plan), range, project, connection, missingFor(action, *snapshot), {}, expected, snapshot->waysBack };
}

Result<PlannedRun> makeRecoveryPlan(const QString& migration, RecoveryWay way, const ConnectionOptions& connection,
    const Project& project, const Environment& environment, const CancelToken& token)
{
    const auto snapshot = readSnapshot(connection, project, environment, token);
    CORRIDOR_TRY(snapshot);
    auto plan = planRecovery(project, snapshot->state, migration, way);
    CORRIDOR_TRY(plan);
    const QStringList missing = missingFor(plan->action, *snapshot);
    const ExpectedTimes expected = expectationsOf(*plan, environment);
    return PlannedRun { std::move(*plan), {}, project, connection, missing, way, expected, snapshot->waysBack };
}

RunReport carryOut(const RunOrder& order, const Observer& observer, const CancelToken& token)
{
    const PlannedRun& run = order.run;
    auto journal = Journal::open(Journal::defaultPath(order.environment));
    if (!journal)
        return failedReport(run, journal.error());
    auto session = run.plan.action == Action::Rollback ? Session::open(run.connection, token)
                                                       : openOrCreate(run.connection, nullptr, token);
    if (!session)
        return failedReport(run, session.error());
    RunJournal book(&*journal, order.record, order.consent.overrideReason);
    const Approve ask = [&](const Plan& now) -> Result<void> {
        CORRIDOR_TRY(asShown(run.plan, now));
        return guarded(order, *journal, now, book, token);
    };
    std::optional<RunSampler> sampler;
    if (order.sampled)
        sampler.emplace(run.connection, session->backendPid(), order.sampled);
    const Observer follow = [&](const RunEvent& event) {
        if (sampler && event.kind == RunEvent::Kind::StepStarted)
            sampler->follow(session->backendPid()); // another one after a connection that was lost
        observer(event);
    };
    RunReport report = runWith(*session, order, book.approve(ask), follow, token);
    sampler.reset();
    book.finish(report);
    if (!report.error && book.problem())
        report.error = book.problem();
    return report;
}

Result<void> resolveMigrations(Resolution resolution, const QStringList& names, const ConnectionOptions& connection,
    const Project& project, RunRecord record, const Environment& environment, const CancelToken& token)
{
    auto journal = Journal::open(Journal::defaultPath(environment));
    CORRIDOR_TRY(journal);
    auto session = Session::open(connection, token);
    CORRIDOR_TRY(session);
    const bool applied = resolution == Resolution::Applied;
    record.action = "resolve";
    record.target = identityOf(session->options());
    record.role = session->options().value("user");
    record.plan = { { "migration", names.join(", ") }, { "markAs", applied ? "applied" : "rolled-back" } };
    const EngineOptions options = engineOptions(project.environment);
    return journaled(&*journal, record, [&]() -> Result<void> {
        for (const QString& name : names)
            CORRIDOR_TRY(applied ? resolveApplied(*session, project, name, options, token)
                                 : resolveRolledBack(*session, name, options, token));
        return {};
    });
}

Result<DriftText> compareWithHistory(
    const ConnectionOptions& connection, const Project& project, const Environment& environment, const CancelToken& token)
{
    auto session = Session::open(connection, token);
    CORRIDOR_TRY(session);
    const auto drift = readDrift(*session, project, { .environment = environment }, token);
    CORRIDOR_TRY(drift);
    DriftText text;
    for (const Change& change : drift->changes())
        text.differences << change.summary();
    if (text.differences.isEmpty())
        return text;
    const auto script = drift->adoptScript();
    CORRIDOR_TRY(script);
    text.adoptScript = *script;
    return text;
}

Result<QByteArray> generateDown(
    const Project& project, const QString& migration, const Environment& environment, const CancelToken& token)
{
    auto sandbox = Sandbox::locate(environment);
    CORRIDOR_TRY(sandbox);
    CORRIDOR_TRY(sandbox->start(token));
    const auto url = parseConnection(project.url, project.environment);
    const QString schema = url && url->schema ? *url->schema : QString();
    auto ladder = Ladder::open(sandbox->connection(), schema, token);
    CORRIDOR_TRY(ladder);
    for (const Migration& below : project.migrations) {
        if (below.name == migration)
            break;
        if (below.script)
            CORRIDOR_TRY(ladder->climb(below));
    }
    const auto trial = tryWayBack(*ladder, *project.find(migration), {}, token);
    CORRIDOR_TRY(trial);
    return scriptText(*trial);
}

} // namespace corridor
