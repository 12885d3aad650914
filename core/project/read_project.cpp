// SPDX-License-Identifier: MIT
#include "project/project.h"

#include "project/datasource.h"
#include "project/env_file.h"
#include "project/lock_file.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

namespace corridor {

namespace {

QByteArray fileText(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool isMigrationsFolder(const QDir& folder)
{
    if (folder.exists("migration_lock.toml"))
        return true;
    for (const QString& name : folder.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        if (folder.exists(name + "/migration.sql"))
            return true;
    }
    return false;
}

// The folder itself, or its `migrations`, where the caller named one that holds them; empty otherwise.
QString givenMigrations(const QDir& folder)
{
    if (isMigrationsFolder(folder))
        return folder.absolutePath();
    const QDir below(folder.filePath("migrations"));
    return below.exists() && isMigrationsFolder(below) ? below.absolutePath() : QString();
}

QString besideSchema(const Project& project)
{
    const QFileInfo schema(project.schemaPath);
    if (project.schemaPath.isEmpty())
        return project.root + "/prisma/migrations";
    return (schema.isDir() ? schema.absoluteFilePath() : schema.absolutePath()) + "/migrations";
}

// The nearest folder at or above `folder` that looks like a project.
QString findRoot(const QDir& folder)
{
    for (QDir at = folder;; at.cdUp()) {
        for (const char* mark : { "package.json", "prisma/schema.prisma", "prisma/migrations", "schema.prisma" }) {
            if (at.exists(QLatin1String(mark)))
                return at.absolutePath();
        }
        if (at.isRoot())
            return {};
    }
}

void readPackage(const QJsonObject& package, Project& project)
{
    const QJsonObject prisma = package["prisma"].toObject();
    project.seedCommand = prisma["seed"].toString();
    if (const QString schema = prisma["schema"].toString(); !schema.isEmpty())
        project.schemaPath = QDir(project.root).absoluteFilePath(schema);
    const QByteArray installed = fileText(project.root + "/node_modules/prisma/package.json");
    project.prismaVersion = QJsonDocument::fromJson(installed).object()["version"].toString();
    for (const char* kind : { "devDependencies", "dependencies" }) {
        QString range = package[QLatin1String(kind)].toObject()["prisma"].toString();
        while (!range.isEmpty() && !range.front().isDigit())
            range.removeFirst();
        if (project.prismaVersion.isEmpty())
            project.prismaVersion = range;
    }
}

void findSchema(Project& project)
{
    for (const char* place : { "schema.prisma", "prisma/schema.prisma", "prisma/schema" }) {
        const QString path = QDir(project.root).filePath(QLatin1String(place));
        if (project.schemaPath.isEmpty() && QFileInfo::exists(path))
            project.schemaPath = path;
    }
}

void readSchema(Project& project)
{
    QByteArray text;
    const QFileInfo schema(project.schemaPath);
    if (project.schemaPath.isEmpty())
        return;
    if (schema.isDir()) {
        const QDir folder(project.schemaPath);
        for (const QString& name : folder.entryList({ "*.prisma" }, QDir::Files))
            text += fileText(folder.filePath(name)) + '\n';
    } else {
        text = fileText(project.schemaPath);
    }
    const Datasource datasource = readDatasource(text);
    project.url = datasource.directUrl.isEmpty() ? datasource.url : datasource.directUrl;
    project.shadowUrl = datasource.shadowUrl;
    project.schemas = datasource.schemas;
}

// .env beside package.json, then the first of the schema's folder, ./prisma and the root. What is set stays set.
void readEnvironment(Project& project)
{
    QStringList places { project.root + "/.env" };
    for (const QString& folder : { QFileInfo(project.schemaPath).absolutePath(), project.root + "/prisma" }) {
        if (!project.schemaPath.isEmpty() && QFile::exists(folder + "/.env")) {
            places << folder + "/.env";
            break;
        }
    }
    for (const QString& place : places) {
        const Environment variables = readEnvFile(fileText(place), project.environment);
        for (auto it = variables.begin(); it != variables.end(); ++it) {
            if (!project.environment.contains(it.key()))
                project.environment.insert(it.key(), it.value());
        }
    }
}

} // namespace

const Migration* Project::find(const QString& name) const
{
    for (const Migration& migration : migrations) {
        if (migration.name == name)
            return &migration;
    }
    return nullptr;
}

Result<Project> readProject(const QString& folder, const Environment& environment)
{
    const QDir start(folder);
    if (!start.exists())
        return fail("project-not-found", QString("The folder %1 does not exist.").arg(folder), "Give --project DIR.");
    Project project { .environment = environment };
    const QString given = givenMigrations(start);
    const QString root = findRoot(start);
    if (root.isEmpty() && given.isEmpty())
        return fail("project-not-found", QString("No Prisma project was found at or above %1.").arg(folder),
            "Give --project DIR: a folder with package.json or prisma/schema.prisma, or a migrations folder.");
    project.root = root.isEmpty() ? start.absolutePath() : root;
    readPackage(QJsonDocument::fromJson(fileText(project.root + "/package.json")).object(), project);
    findSchema(project);
    readSchema(project);
    readEnvironment(project);
    project.migrationsPath = given.isEmpty() ? besideSchema(project) : given;
    project.lockProvider = readLockProvider(project.migrationsPath);
    project.migrations = readMigrations(project.migrationsPath, &project.problems);
    return project;
}

} // namespace corridor
