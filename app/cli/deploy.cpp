// SPDX-License-Identifier: MIT
// corridor deploy: applies what is pending.
#include "run_output.h"

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

extern const Command deployCommand { "deploy", "[--dry-run] [--lock-wait SECONDS]", "Applies the pending migrations.", runOptions, run };

} // namespace corridor
