// SPDX-License-Identifier: MIT
#include "engine/engine.h"

#include "engine/advisory_lock.h"
#include "engine/database_reset.h"
#include "engine/recovery.h"
#include "engine/planned_script.h"
#include "engine/pooler.h"
#include "engine/run_watch.h"
#include "engine/script_runner.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <algorithm>

namespace corridor {

namespace {

using Planner = std::function<Result<Plan>(const DatabaseState&)>;

// One execution of a plan: lock, look, plan, ask, carry out. Everything that is decided is in the plan.
class Run {
public:
    Run(Session& session, const Project& project, const EngineOptions& options, const Observer& observer, const CancelToken& token)
        : m_session(session)
        , m_project(project)
        , m_options(options)
        , m_observer(observer)
        , m_token(token)
    {
    }

    RunReport carryOut(Action action, const Planner& planner, const Approve& approve)
    {
        QElapsedTimer timer;
        timer.start();
        m_report.plan.action = action;
        if (auto done = perform(planner, approve); !done)
            m_report.error = done.error();
        m_report.durationMs = timer.elapsed();
        tell({ .kind = RunEvent::Kind::RunFinished, .durationMs = m_report.durationMs });
        return m_report;
    }

private:
    Result<void> perform(const Planner& planner, const Approve& approve)
    {
        CORRIDOR_TRY(refusePooler(m_session, m_token));
        CORRIDOR_TRY(takeAdvisoryLock(m_session, m_options, m_observer, m_token));
        const auto done = performLocked(planner, approve);
        releaseAdvisoryLock(m_session, m_options);
        return done;
    }

    Result<void> performLocked(const Planner& planner, const Approve& approve)
    {
        const auto state = inspect(m_session, m_project, m_token);
        CORRIDOR_TRY(state);
        auto plan = planner(*state);
        CORRIDOR_TRY(plan);
        m_report.plan = *plan;
        CORRIDOR_TRY(checkDirectives(*plan));
        for (const PlannedMigration& migration : plan->migrations)
            m_report.migrations << MigrationRun { .name = migration.name, .outcome = "not-run", .mode = migration.mode };
        if (approve)
            CORRIDOR_TRY(approve(*plan));
        return execute(*plan);
    }

    Result<void> execute(const Plan& plan)
    {
        if (plan.action == Action::Reset)
            CORRIDOR_TRY(dropEverything(m_session, plan.dropsSchemas, m_token));
        else if (plan.createsTable)
            CORRIDOR_TRY(ensureSchema(m_session));
        auto history = HistoryTable::find(m_session, m_token);
        CORRIDOR_TRY(history);
        if (plan.createsTable && !history->exists())
            CORRIDOR_TRY(history->create());
        tell({ .kind = RunEvent::Kind::RunStarted, .total = int(plan.migrations.size()) });
        for (qsizetype i = 0; i < plan.migrations.size(); ++i)
            CORRIDOR_TRY(runOne(plan, i, *history));
        if (plan.stopsAt)
            return std::unexpected(*plan.stopsAt);
        return {};
    }

    Result<void> runOne(const Plan& plan, qsizetype index, HistoryTable& history)
    {
        if (m_token.isCancelled())
            return fail("cancelled", "The run was cancelled between two migrations.", "`corridor status` lists what is applied.");
        const PlannedMigration& migration = plan.migrations[index];
        const RunEvent place { .migration = migration.name, .index = int(index), .total = int(plan.migrations.size()) };
        RunEvent started = place;
        started.kind = RunEvent::Kind::MigrationStarted;
        tell(started);
        QElapsedTimer timer;
        timer.start();
        std::optional<RunWatch> watch;
        const Observer keepSteps = [&](const RunEvent& event) {
            keepStep(m_report.migrations[index], event);
            RunEvent placed = event;
            placed.index = int(index);
            placed.total = int(plan.migrations.size());
            if (watch && event.kind == RunEvent::Kind::StepStarted)
                watch->follow(placed);
            tell(placed);
        };
        const auto attach = [&] {
            m_session.onNotice([&](const ServerMessage& message) {
                RunEvent notice = place;
                notice.kind = RunEvent::Kind::Notice;
                notice.message = message;
                tell(notice);
            });
            if (m_options.watch && m_observer)
                watch.emplace(m_session, m_observer).follow(place);
        };
        attach();
        ScriptRunner runner(m_session, history, m_options, keepSteps, m_token, attach);
        const auto ran = plan.action == Action::Rollback ? runner.rollBack(migration) : runner.apply(migration);
        m_session.onNotice({});
        RunEvent ended = place;
        ended.message = runner.refusal();
        ended.inBlock = runner.brokeBlock();
        finishOne(plan.action, index, ended, timer.elapsed(), ran);
        return ran && runner.reconnected() ? stillAhead(plan, index + 1, history) : ran;
    }

    // The advisory lock went with the connection that was lost: another deploy may have done what was left.
    Result<void> stillAhead(const Plan& plan, qsizetype from, const HistoryTable& history)
    {
        const auto rows = history.read(m_token);
        CORRIDOR_TRY(rows);
        for (const PlannedMigration& migration : plan.migrations.sliced(from)) {
            const bool isThere = std::ranges::any_of(*rows, [&](const HistoryRow& row) {
                return row.migrationName == migration.name && !row.isRolledBack() && row.id != migration.retires;
            });
            if (isThere == (plan.action == Action::Rollback || !migration.rowId.isEmpty()))
                continue;
            return std::unexpected(Error { .code = "history-changed",
                .message = QString("While the connection was lost, somebody else went on with `%1`.").arg(migration.name),
                .hint = "`corridor status` says what is applied now.",
                .state = "the migrations before it are done",
                .migration = migration.name });
        }
        return {};
    }

    static void keepStep(MigrationRun& migration, const RunEvent& event)
    {
        constexpr int kept = 100'000; // beyond, a report would be larger than the script
        if (event.steps > kept)
            return;
        if (event.kind == RunEvent::Kind::StepStarted)
            migration.steps << StepRun { .index = event.step, .line = event.line, .outcome = "failed" };
        if (event.kind == RunEvent::Kind::StepFinished)
            migration.steps.last() = { event.step, event.line, "done", event.durationMs, event.affectedRows };
    }

    void finishOne(Action action, qsizetype index, RunEvent event, qint64 durationMs, const Result<void>& ran)
    {
        MigrationRun& entry = m_report.migrations[index];
        entry.durationMs = event.durationMs = durationMs;
        entry.outcome = !ran ? "failed" : action == Action::Rollback ? "rolled-back" : "applied";
        event.kind = ran ? RunEvent::Kind::MigrationFinished : RunEvent::Kind::MigrationFailed;
        if (!ran)
            event.error = ran.error();
        tell(event);
    }

    void tell(const RunEvent& event) const
    {
        if (m_observer)
            m_observer(event);
    }

    Session& m_session;
    const Project& m_project;
    const EngineOptions& m_options;
    const Observer& m_observer;
    const CancelToken& m_token;
    RunReport m_report;
};

// What a step did, beside what the plan said of it.
QJsonObject toJson(const MigrationRun& migration, const QJsonArray& planned)
{
    QJsonArray steps;
    for (const StepRun& step : migration.steps) {
        QJsonObject object = planned.at(step.index).toObject();
        object["index"] = step.index;
        object["line"] = step.line;
        object["outcome"] = step.outcome;
        object["durationMs"] = step.durationMs;
        object["rows"] = step.affectedRows < 0 ? QJsonValue() : QJsonValue(step.affectedRows);
        steps << object;
    }
    return { { "name", migration.name }, { "outcome", migration.outcome }, { "durationMs", migration.durationMs },
        { "mode", modeWord(migration.mode) }, { "steps", steps } };
}

} // namespace

EngineOptions engineOptions(const Environment& environment)
{
    const QString disabled = environment.value("PRISMA_SCHEMA_DISABLE_ADVISORY_LOCK");
    return EngineOptions { .advisoryLock = disabled.isEmpty() || disabled == "0" };
}

int RunReport::count(const QString& outcome) const
{
    return int(std::ranges::count(migrations, outcome, &MigrationRun::outcome));
}

QJsonObject RunReport::toJson() const
{
    const QJsonObject planned = plan.toJson();
    QJsonArray list;
    for (qsizetype i = 0; i < migrations.size(); ++i)
        list << corridor::toJson(migrations[i], planned["migrations"].toArray().at(i).toObject()["steps"].toArray());
    return { { "migrations", list }, { "durationMs", durationMs }, { "plan", planned } };
}

RunReport deploy(Session& session, const Project& project, const EngineOptions& options, const Approve& approve,
    const Observer& observer, const CancelToken& token)
{
    return Run(session, project, options, observer, token)
        .carryOut(Action::Deploy, [&](const DatabaseState& state) { return planDeploy(project, state, options.runner); }, approve);
}

RunReport rollback(Session& session, const Project& project, const RollbackRange& range, const EngineOptions& options,
    const Approve& approve, const Observer& observer, const CancelToken& token)
{
    return Run(session, project, options, observer, token)
        .carryOut(Action::Rollback, [&](const DatabaseState& state) { return planRollback(project, state, range, options.runner); }, approve);
}

RunReport reset(Session& session, const Project& project, const EngineOptions& options, const Approve& approve,
    const Observer& observer, const CancelToken& token)
{
    return Run(session, project, options, observer, token)
        .carryOut(Action::Reset, [&](const DatabaseState& state) { return planReset(project, state, options.runner); }, approve);
}

RunReport recover(Session& session, const Project& project, const QString& migration, RecoveryWay way,
    const EngineOptions& options, const Approve& approve, const Observer& observer, const CancelToken& token)
{
    const auto planner = [&](const DatabaseState& state) { return planRecovery(project, state, migration, way); };
    return Run(session, project, options, observer, token).carryOut(Action::Deploy, planner, approve);
}

} // namespace corridor
