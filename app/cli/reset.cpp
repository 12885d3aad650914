// SPDX-License-Identifier: MIT
// corridor reset: drops the schemas, and applies everything anew.
#include "run_output.h"

namespace corridor {

namespace {

QList<QCommandLineOption> options()
{
    return runOptions() + QList<QCommandLineOption> { { { "f", "force" }, "Does not ask." } };
}

// Everything in the schemas will be lost: the database's name must be typed, given, or waived by --force.
Result<void> confirmed(const Context& context, const QString& database)
{
    if (context.isSet("force"))
        return {};
    QString answer = context.value("confirm");
    if (!context.isSet("confirm") && context.isInteractive())
        answer = context.ask(QString("All data of %1 will be lost. Type the database's name to go on:").arg(database));
    if (answer == database)
        return {};
    return fail("not-confirmed", QString("The reset of %1 was not confirmed; nothing was changed.").arg(database),
        QString("Give --confirm %1, or --force.").arg(database));
}

Answer run(Context& context)
{
    const auto engine = engineOptions(context);
    if (!engine)
        return engine.error();
    const auto project = context.project();
    if (!project)
        return project.error();
    const auto connection = context.connection();
    if (!connection)
        return connection.error();
    auto session = openOrCreate(*connection, nullptr, context.token());
    if (!session)
        return session.error();
    if (context.isSet("dry-run")) {
        const auto state = inspect(*session, *project, context.token());
        if (!state)
            return state.error();
        const auto plan = planReset(*project, *state, engine->runner);
        return plan ? planAnswer(context, *plan) : Answer(plan.error());
    }
    if (auto sure = confirmed(context, session->server().database); !sure)
        return sure.error();
    return runJournaled(context, *project, [&](const Approve& approve) {
        return reset(*session, *project, *engine, approve, terminalObserver(context), context.token());
    });
}

} // namespace

extern const Command resetCommand { "reset", "[--confirm DATABASE | --force] [--dry-run]",
    "Drops everything in the schemas and applies all migrations anew.", options, run };

} // namespace corridor
