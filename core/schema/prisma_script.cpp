// SPDX-License-Identifier: MIT
#include "schema/build_database.h"

#include "backup/child_process.h"
#include "project/project.h"

#include <QDir>
#include <QFileInfo>

namespace corridor {

namespace {

// node_modules/.bin/prisma in the project or above it, as npm finds it.
QString findPrisma(const QString& root)
{
    QDir folder(root);
    do {
        const QString path = folder.filePath("node_modules/.bin/prisma");
        if (QFileInfo(path).isExecutable())
            return path;
    } while (folder.cdUp());
    return {};
}

// Prisma 7 renamed the option (PRISMA, section 9).
QString schemaOption(const Project& project)
{
    return project.prismaVersion.section('.', 0, 0).toInt() >= 7 ? "--to-schema" : "--to-schema-datamodel";
}

// A schema or a config may ask for the URL though no database is needed.
QList<std::pair<QString, QString>> environmentOf(const Project& project)
{
    QList<std::pair<QString, QString>> environment { { "PRISMA_HIDE_UPDATE_MESSAGE", "1" }, { "NO_COLOR", "1" },
        { "CHECKPOINT_DISABLE", "1" } };
    if (!project.environment.contains("DATABASE_URL"))
        environment.emplaceBack("DATABASE_URL", "postgresql://localhost/none");
    return environment;
}

} // namespace

Result<QByteArray> prismaScript(const QString& path, const Environment& environment, const CancelToken& token)
{
    const QFileInfo schema(path);
    if (!schema.exists())
        return fail("file-not-read", QString("There is no %1.").arg(path));
    const auto project = readProject(schema.isDir() ? path : schema.absolutePath(), environment);
    CORRIDOR_TRY(project);
    const QString prisma = findPrisma(project->root);
    if (prisma.isEmpty())
        return fail("prisma-missing", QString("Only Prisma can read %1, and it is not installed in %2.").arg(path, project->root),
            "Run `npm install` in the project, or compare its migrations folder instead.");
    const ChildCommand command { prisma, { "migrate", "diff", "--from-empty", schemaOption(*project), schema.absoluteFilePath(), "--script" },
        environmentOf(*project), project->root };
    auto result = runChild(command, token);
    CORRIDOR_TRY(result);
    if (result->exitCode == 0)
        return std::move(result->output);
    Error error { .code = "prisma-failed", .message = QString("Prisma cannot read %1.").arg(path), .detail = result->errors.trimmed() };
    return std::unexpected(error);
}

} // namespace corridor
