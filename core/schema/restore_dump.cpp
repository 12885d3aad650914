// SPDX-License-Identifier: MIT
#include "schema/build_database.h"

#include "backup/client_connection.h"
#include "backup/client_programs.h"
#include "postgres/session.h"

#include <QFile>
#include <QFileInfo>

namespace corridor {

namespace {

// The first bytes of pg_dump's custom format; a folder is its directory format.
bool isArchive(const QString& path)
{
    QFile file(path);
    return QFileInfo(path).isDir() || (file.open(QIODevice::ReadOnly) && file.read(5) == "PGDMP");
}

QStringList psqlArguments(const QString& path, const QString& database)
{
    return { "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", database, "-f", path };
}

// Owners are a matter of the installation; the data would only take time.
QStringList restoreArguments(const QString& path, const QString& database)
{
    return { "--schema-only", "--no-owner", "--exit-on-error", "-d", database, path };
}

Result<int> serverMajor(const ConnectionOptions& database, const CancelToken& token)
{
    const auto session = Session::open(database, token);
    CORRIDOR_TRY(session);
    return session->server().major();
}

} // namespace

Result<void> restoreDump(
    const QString& path, const ConnectionOptions& database, const Environment& environment, const CancelToken& token)
{
    const auto major = serverMajor(database, token);
    CORRIDOR_TRY(major);
    const auto programs = chooseClientPrograms(findClientPrograms(environment), *major);
    CORRIDOR_TRY(programs);
    const auto connection = clientConnection(database);
    CORRIDOR_TRY(connection);
    const bool archive = isArchive(path);
    const auto result = runChild({ archive ? programs->pgRestore() : programs->psql(),
                                     archive ? restoreArguments(path, connection->argument)
                                             : psqlArguments(path, connection->argument),
                                     connection->environment },
        token);
    CORRIDOR_TRY(result);
    if (result->exitCode == 0)
        return {};
    Error error { .code = "dump-not-restored", .message = QString("%1 cannot be restored.").arg(path), .detail = result->errors.trimmed() };
    return std::unexpected(error);
}

} // namespace corridor
