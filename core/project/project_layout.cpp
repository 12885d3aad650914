// SPDX-License-Identifier: MIT
#include "project/project_layout.h"

#include "project/package_json.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <functional>

namespace corridor {
namespace {

constexpr const char* configExtensions[] = { "js", "ts", "mjs", "cjs", "mts", "cts" };

bool isFile(const QString& path)
{
    return QFileInfo(path).isFile();
}

bool holdsProject(const QString& folder)
{
    const auto package = readPackageJson(folder);
    return !findConfigFile(folder).isEmpty() || (package && !package->schema.isEmpty())
        || !findDefaultSchema(folder).isEmpty() || isMigrationsFolder(folder + "/prisma/migrations")
        || isMigrationsFolder(folder + "/migrations");
}

bool holdsPackage(const QString& folder)
{
    return isFile(folder + "/package.json") || !findConfigFile(folder).isEmpty();
}

QString nearestFolder(const QString& folder, const std::function<bool(const QString&)>& matches)
{
    QDir directory(folder);
    do {
        if (matches(directory.path()))
            return directory.path();
        if (directory.exists(".git"))
            break;
    } while (directory.cdUp());
    return {};
}

} // namespace

QString findConfigFile(const QString& folder)
{
    for (const char* base : { "/prisma.config.", "/.config/prisma." }) {
        for (const char* extension : configExtensions) {
            const QString path = folder + QLatin1StringView(base) + QLatin1StringView(extension);
            if (isFile(path))
                return path;
        }
    }
    return {};
}

QString findDefaultSchema(const QString& folder)
{
    for (const char* name : { "/schema.prisma", "/prisma/schema.prisma" }) {
        if (isFile(folder + QLatin1StringView(name)))
            return folder + QLatin1StringView(name);
    }
    for (const char* name : { "/prisma/schema", "/schema" }) {
        const QString path = folder + QLatin1StringView(name);
        if (QFileInfo(path).isDir() && !schemaFiles(path).isEmpty())
            return path;
    }
    return {};
}

QStringList schemaFiles(const QString& schemaPath)
{
    if (!QFileInfo(schemaPath).isDir())
        return isFile(schemaPath) ? QStringList { schemaPath } : QStringList();
    QStringList files;
    QDirIterator iterator(schemaPath, { "*.prisma" }, QDir::Files, QDirIterator::Subdirectories);
    while (iterator.hasNext())
        files << iterator.next();
    files.sort();
    return files;
}

bool isMigrationsFolder(const QString& folder)
{
    if (isFile(folder + "/migration_lock.toml"))
        return true;
    QDirIterator iterator(folder, QDir::Dirs | QDir::NoDotAndDotDot | QDir::Hidden | QDir::NoSymLinks);
    while (iterator.hasNext()) {
        if (isFile(iterator.next() + "/migration.sql"))
            return true;
    }
    return false;
}

QString findProjectRoot(const QString& folder)
{
    return nearestFolder(folder, holdsProject);
}

QString findPackageFolder(const QString& folder)
{
    return nearestFolder(folder, holdsPackage);
}

} // namespace corridor
