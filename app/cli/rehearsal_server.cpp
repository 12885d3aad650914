// SPDX-License-Identifier: MIT
#include "rehearsal_server.h"

#include "sandbox/sandbox.h"

namespace corridor {

namespace {

Result<ConnectionOptions> scratchServer(const Context& context)
{
    if (context.isSet("server"))
        return parseConnection(context.value("server"), context.environment());
    auto sandbox = Sandbox::locate(context.environment());
    CORRIDOR_TRY(sandbox);
    CORRIDOR_TRY(sandbox->start(context.token()));
    return sandbox->connection();
}

// Prisma's ?schema= of the project's own url; the server of that url is not asked.
QString schemaOf(const Project& project)
{
    const auto url = parseConnection(project.url, project.environment);
    return url && url->schema ? *url->schema : QString();
}

} // namespace

QString scratchSchema(const Project& project)
{
    const QString named = schemaOf(project);
    return named.isEmpty() ? QStringLiteral("public") : named;
}

QCommandLineOption serverOption()
{
    return { "server", "A server whose databases nobody will miss, instead of the sandbox.", "URL" };
}

Result<Ladder> rehearsalLadder(const Context& context, const Project& project)
{
    const auto server = scratchServer(context);
    CORRIDOR_TRY(server);
    return Ladder::open(*server, schemaOf(project), context.token());
}

Result<void> climbPast(const Context& context, Ladder& ladder, const Migration& migration)
{
    if (migration.script)
        return ladder.climb(migration);
    context.warn(QString("%1 is left out: %2").arg(migration.name, migration.problem));
    return {};
}

Result<QStringList> chosenMigrations(const Context& context, const Project& project)
{
    const QStringList& named = context.arguments();
    if (named.isEmpty() != context.isSet("all"))
        return fail("usage", "Give the names of migrations, or --all.");
    QStringList names;
    for (const Migration& migration : project.migrations)
        if (named.isEmpty() || named.contains(migration.name))
            names.append(migration.name);
    for (const QString& name : named)
        if (!names.contains(name))
            return fail(
                "migration-unknown", QString("There is no migration `%1`.").arg(name), "`corridor status` lists them.");
    return names;
}

} // namespace corridor
