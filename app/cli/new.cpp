// SPDX-License-Identifier: MIT
// corridor new: an empty migration with the name that Prisma would give it.
#include "context.h"
#include "project/new_migration.h"

#include <QDir>

namespace corridor {

namespace {

QList<QCommandLineOption> options() { return { { "down", "Writes an empty down.sql beside it." } }; }

Answer run(Context& context)
{
    if (context.arguments().size() != 1)
        return usage("Give the title of the new migration, as in: corridor new \"add user email\"");
    const auto project = context.project();
    if (!project)
        return project.error();
    const auto folder = createMigration(project->migrationsPath, context.arguments().first(), context.isSet("down"));
    if (!folder)
        return folder.error();
    context.print("Created " + *folder + "/migration.sql");
    return QJsonObject { { "name", QDir(*folder).dirName() }, { "path", *folder } };
}

} // namespace

extern const Command newCommand { "new", "TITLE [--down]", "Makes an empty migration.", options, run };

} // namespace corridor
