// SPDX-License-Identifier: MIT
// corridor rollback: undoes applied migrations by their down.sql, newest first.
#include "prove.h"
#include "rehearsal_server.h"
#include "run_output.h"

namespace corridor {

namespace {

QList<QCommandLineOption> options()
{
    return runOptions() + QList<QCommandLineOption> { { "steps", "How many migrations to undo (1).", "N" },
               { "to", "The migration that stays the newest.", "NAME" }, { "all", "Undoes everything." },
               { "prove", "Changes nothing: tries the down.sql of the migrations named (or --all) in the sandbox." },
               { "without-proof", "On a protected profile, undoes what was not proved too." }, serverOption() };
}

Result<RollbackRange> rangeOf(const Context& context)
{
    RollbackRange range { .to = context.value("to"), .all = context.isSet("all") };
    bool isNumber = true;
    if (context.isSet("steps"))
        range.steps = context.value("steps").toInt(&isNumber);
    if (!isNumber || range.steps < 1)
        return fail("usage", "--steps takes a whole number from 1.");
    if (context.isSet("steps") + context.isSet("to") + range.all > 1)
        return fail("usage", "Give one of --steps, --to and --all.");
    return range;
}

Answer dryRun(Context& context, Session& session, const Project& project, const RollbackRange& range, Runner runner)
{
    const auto state = inspect(session, project, context.token());
    if (!state)
        return state.error();
    const auto plan = planRollback(project, *state, range, runner);
    return plan ? planAnswer(context, *plan) : Answer(plan.error());
}

Answer run(Context& context)
{
    if (context.isSet("prove"))
        return proveWaysBack(context);
    const auto range = rangeOf(context);
    if (!range)
        return range.error();
    const auto engine = engineOptions(context);
    if (!engine)
        return engine.error();
    const auto project = context.project();
    if (!project)
        return project.error();
    auto session = context.connect();
    if (!session)
        return session.error();
    if (context.isSet("dry-run"))
        return dryRun(context, *session, *project, *range, engine->runner);
    return runJournaled(context, *project, [&](const Approve& approve) {
        return rollback(*session, *project, *range, *engine, approve, terminalObserver(context), context.token());
    });
}

} // namespace

extern const Command rollbackCommand { "rollback", "[--steps N | --to NAME | --all] [--dry-run] | --prove [NAME... | --all]",
    "Undoes applied migrations by their down.sql, newest first.", options, run };

} // namespace corridor
