// SPDX-License-Identifier: MIT
// corridor resolve: says of a failed or a baseline migration what is true in the database.
#include "engine/run_journal.h"
#include "run_output.h"

namespace corridor {

namespace {

QList<QCommandLineOption> options()
{
    return { { "applied", "Its changes are in the database.", "NAME" }, { "rolled-back", "Its changes are not in the database.", "NAME" },
        { "confirm", "The database's name, as a protected profile asks for it.", "DATABASE" },
        { "lock-wait", "How long to wait for another deploy to end (10; 0 waits for ever).", "SECONDS" } };
}

Answer run(Context& context)
{
    if (context.isSet("applied") == context.isSet("rolled-back"))
        return usage("Give one of --applied NAME and --rolled-back NAME.");
    const auto engine = engineOptions(context);
    if (!engine)
        return engine.error();
    const bool applied = context.isSet("applied");
    const QString name = context.value(applied ? "applied" : "rolled-back");
    const auto project = context.project();
    if (!project)
        return project.error();
    auto session = context.connect();
    if (!session)
        return session.error();
    if (auto agreed = confirmProtected(context, identityOf(session->options())); !agreed)
        return agreed.error();
    const QJsonObject plan { { "migration", name }, { "markAs", applied ? "applied" : "rolled-back" } };
    const auto done = journaled(context, "resolve", session->options(), plan, [&] {
        return applied ? resolveApplied(*session, *project, name, *engine, context.token())
                       : resolveRolledBack(*session, name, *engine, context.token());
    });
    if (!done)
        return done.error();
    context.print(QString("Migration %1 marked as %2.").arg(name, applied ? "applied" : "rolled back"));
    return QJsonObject { { "migration", name }, { "markedAs", applied ? "applied" : "rolled-back" } };
}

} // namespace

extern const Command resolveCommand { "resolve", "--applied NAME | --rolled-back NAME",
    "Marks a failed or a baseline migration as applied, or a failed one as rolled back.", options, run };

} // namespace corridor
