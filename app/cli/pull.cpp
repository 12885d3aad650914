// SPDX-License-Identifier: MIT
// corridor pull: a baseline migration from a database that has none.
#include "project/new_migration.h"
#include "schema_options.h"

#include <QDir>

namespace corridor {

namespace {

// Against a fresh database of the same major version where the sandbox has one, so that what every database has is
// left out.
Result<QString> baseline(const Snapshot& snapshot, SchemaReadOptions options, const CancelToken& token)
{
    options.major = snapshot.serverVersion / 10000;
    const auto empty = readSchema({}, options, token);
    CORRIDOR_TRY(empty);
    return render(diff(empty->snapshot, snapshot));
}

Answer run(Context& context)
{
    if (context.arguments().size() != 1)
        return usage("Give the name of the new migration, as in: corridor pull baseline");
    const auto options = schemaReadOptions(context);
    const auto project = context.project();
    if (!options || !project)
        return options ? project.error() : options.error();
    auto session = context.connect();
    if (!session)
        return session.error();
    const auto snapshot = readSnapshot(*session, options->snapshot, context.token());
    if (!snapshot)
        return snapshot.error();
    const auto script = baseline(*snapshot, *options, context.token());
    if (!script)
        return script.error();
    const auto folder = createMigration(project->migrationsPath, context.arguments().first(), false);
    if (!folder)
        return folder.error();
    if (auto done = writeFile(*folder + "/migration.sql", script->toUtf8()); !done)
        return done.error();
    const QString name = QDir(*folder).dirName();
    const QString next = "corridor resolve --applied " + name;
    context.print(QString("Wrote %1 objects to %2/migration.sql").arg(snapshot->objects.size()).arg(*folder));
    context.print("This database has all of it already. Mark it as applied here, and nowhere else:\n  " + next);
    return QJsonObject { { "name", name }, { "path", *folder }, { "objectCount", int(snapshot->objects.size()) },
        { "next", next } };
}

} // namespace

extern const Command pullCommand { "pull", "NAME", "Writes a migration that makes what the database has.", schemaOptions, run };

} // namespace corridor
