// SPDX-License-Identifier: MIT
// corridor deploy: applies what is pending.
#include "run_output.h"

#include "engine/explain_locks.h"
#include "report/quantity_text.h"

namespace corridor {

namespace {

Answer dryRun(Context& context, const Project& project, const EngineOptions& options)
{
    auto session = context.connect();
    if (!session && session.error().code != "P1003")
        return session.error();
    // A database that deploy would create is an empty one.
    const auto state = session ? inspect(*session, project, context.token()) : DatabaseState();
    if (!state)
        return state.error();
    const auto plan = planDeploy(project, *state, options.runner);
    return plan ? planAnswer(context, *plan) : Answer(plan.error());
}

QList<QCommandLineOption> options()
{
    return runOptions() + QList<QCommandLineOption> { { "explain-locks", "Runs it in a transaction that is rolled back, and says which locks each statement took." } };
}

QString lockText(const LockFact& lock) { return lock.schema + '.' + lock.relation + ": " + lock.mode; }

Answer explainLocks(Context& context, const Project& project, const EngineOptions& options)
{
    auto session = context.connect();
    if (!session)
        return session.error();
    const auto guarded = protectedGuard(context, project);
    if (!guarded)
        return guarded.error();
    const auto trial = tryLocks(*session, project, options, *guarded, context.token());
    if (!trial)
        return trial.error();
    QString migration;
    for (const TriedStep& step : trial->steps) {
        if (step.migration != migration)
            context.print(migration = step.migration);
        context.print(QString("    line %1  %2  %3").arg(step.line, 4).arg(step.kind, -24).arg(durationText(step.durationMs)));
        for (const LockFact& lock : step.locks)
            context.print("               " + lockText(lock));
    }
    context.print(trial->stoppedAt.isEmpty() ? QString("Everything was tried and rolled back.") : trial->stoppedAt);
    return trial->toJson();
}

Answer run(Context& context)
{
    const auto project = context.project();
    if (!project)
        return project.error();
    const auto options = engineOptions(context);
    if (!options)
        return options.error();
    if (context.isSet("dry-run"))
        return dryRun(context, *project, *options);
    if (context.isSet("explain-locks"))
        return explainLocks(context, *project, *options);
    const auto connection = context.connection();
    if (!connection)
        return connection.error();
    bool created = false;
    auto session = openOrCreate(*connection, &created, context.token());
    if (!session)
        return session.error();
    if (created)
        context.print(QString("Created the database %1.").arg(session->server().database));
    return runJournaled(context, *project, [&](const Approve& approve) {
        return deploy(*session, *project, *options, approve, terminalObserver(context), context.token());
    });
}

} // namespace

extern const Command deployCommand { "deploy", "[--dry-run | --explain-locks | --step] [--lock-wait SECONDS]", "Applies the pending migrations.", options, run };

} // namespace corridor
