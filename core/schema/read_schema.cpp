// SPDX-License-Identifier: MIT
#include "schema/read_schema.h"

#include "project/project.h"
#include "schema/build_database.h"

#include <QFile>
#include <QJsonDocument>

namespace corridor {

namespace {

Result<QByteArray> readFile(const QString& path)
{
    QFile file(path);
    if (file.open(QIODevice::ReadOnly))
        return file.readAll();
    return fail("file-not-read", QString("Cannot read %1: %2").arg(path, file.errorString()));
}

Result<SchemaRead> readDatabase(const ConnectionOptions& connection, const SchemaReadOptions& options, const CancelToken& token)
{
    auto session = Session::open(connection, token);
    CORRIDOR_TRY(session);
    auto snapshot = readSnapshot(*session, options.snapshot, token);
    CORRIDOR_TRY(snapshot);
    return SchemaRead { std::move(*snapshot), connection.notes };
}

Result<SchemaRead> readUrl(const QString& url, const SchemaReadOptions& options, const CancelToken& token)
{
    const auto connection = parseConnection(url, options.environment);
    CORRIDOR_TRY(connection);
    return readDatabase(*connection, options, token);
}

Result<SchemaRead> readProfile(const QString& name, const SchemaReadOptions& options, const CancelToken& token)
{
    if (!options.profile)
        return fail("profile-unknown", QString("There is no profile %1.").arg(name));
    const auto connection = options.profile(name);
    CORRIDOR_TRY(connection);
    return readDatabase(*connection, options, token);
}

bool isExcluded(const CatalogObject& object, const SnapshotOptions& options)
{
    return !options.schemas.isEmpty() && !object.schema.isEmpty() && !options.schemas.contains(object.schema);
}

Result<SchemaRead> readSnapshotFile(const QString& path, const SnapshotOptions& options)
{
    const auto bytes = readFile(path);
    CORRIDOR_TRY(bytes);
    auto snapshot = Snapshot::fromJson(QJsonDocument::fromJson(*bytes).object());
    CORRIDOR_TRY(snapshot);
    snapshot->objects.removeIf([&](const CatalogObject& object) { return isExcluded(object, options); });
    return SchemaRead { std::move(*snapshot), {} };
}

Result<SchemaRead> readDump(const QString& path, const SchemaReadOptions& options, const CancelToken& token)
{
    const auto fill = [&](const ConnectionOptions& database) { return restoreDump(path, database, options.environment, token); };
    auto read = buildDatabase(options, token, fill);
    const bool isNewer = !read && options.major && read.error().detail.contains("unrecognized configuration parameter");
    if (!isNewer)
        return read;
    SchemaReadOptions newest = options;
    newest.major.reset();
    read = buildDatabase(newest, token, fill);
    if (read)
        read->notes.append(QString("The dump was written for a newer PostgreSQL than %1: restored in the newest that is here.").arg(*options.major));
    return read;
}

Result<SchemaRead> readFolder(const QString& folder, const SchemaReadOptions& options, const CancelToken& token)
{
    const auto project = readProject(folder, options.environment);
    CORRIDOR_TRY(project);
    return buildMigrations(*project, options, token);
}

Result<SchemaRead> readPrismaSchema(const QString& path, const SchemaReadOptions& options, const CancelToken& token)
{
    const auto script = prismaScript(path, options.environment, token);
    CORRIDOR_TRY(script);
    return buildScript(*script, path, options, token);
}

// The schema that unqualified names of the scripts mean is the one that the project's own URL gives.
std::optional<QString> schemaOf(const Project& project)
{
    const auto connection = parseConnection(project.url, project.environment);
    return connection ? connection->schema : std::nullopt;
}

} // namespace

Result<SchemaRead> readSchema(const SchemaSource& source, const SchemaReadOptions& options, const CancelToken& token)
{
    switch (source.kind) {
    case SchemaSource::Kind::Database: return readUrl(source.text, options, token);
    case SchemaSource::Kind::Profile: return readProfile(source.text, options, token);
    case SchemaSource::Kind::Migrations: return readFolder(source.text, options, token);
    case SchemaSource::Kind::Snapshot: return readSnapshotFile(source.text, options.snapshot);
    case SchemaSource::Kind::Dump: return readDump(source.text, options, token);
    case SchemaSource::Kind::PrismaSchema: return readPrismaSchema(source.text, options, token);
    default: return buildScript({}, "empty", options, token);
    }
}

Result<SchemaRead> buildMigrations(const Project& project, const SchemaReadOptions& options, const CancelToken& token)
{
    return buildDatabase(options, token, [&](ConnectionOptions database) -> Result<void> {
        database.schema = schemaOf(project);
        auto session = Session::open(database, token);
        CORRIDOR_TRY(session);
        const RunReport report = deploy(*session, project, { .advisoryLock = false }, {}, {}, token);
        return report.error ? std::unexpected(*report.error) : Result<void>();
    });
}

Result<SchemaRead> buildScript(
    const QByteArray& script, const QString& name, const SchemaReadOptions& options, const CancelToken& token)
{
    return buildDatabase(options, token, [&](const ConnectionOptions& database) -> Result<void> {
        auto session = Session::open(database, token);
        CORRIDOR_TRY(session);
        auto done = session->execute(script, token);
        if (done)
            return {};
        done.error().migration = name;
        return std::unexpected(done.error());
    });
}

} // namespace corridor
