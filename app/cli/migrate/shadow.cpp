// SPDX-License-Identifier: MIT
#include "shadow.h"

#include "engine/database_reset.h"
#include "schema/read_schema.h"

namespace corridor {

namespace {

// env("NAME") of a variable that is not set names none: process.env.NAME is undefined, too.
bool namesShadow(const PrismaCall& call)
{
    const QString& url = call.project().shadowUrl;
    if (!url.startsWith("env("))
        return !url.isEmpty();
    return !call.environment().value(url.section('"', 1, 1)).isEmpty();
}

Error asP3006(const Error& error)
{
    if (error.migration.isEmpty() || error.code == "P3015")
        return error;
    const QString said = error.sqlstate.isEmpty() ? error.message : "ERROR: " + error.message.section(" failed: ", 1);
    return Error { .code = "P3006",
        .message = QString("Migration `%1` failed to apply cleanly to the shadow database. \nError:\n%2")
            .arg(error.migration, said),
        .hint = error.hint,
        .migration = error.migration };
}

QStringList schemasOf(const PrismaCall& call)
{
    return call.project().schemas.isEmpty() ? QStringList { call.connection().schema.value_or("public") }
                                            : call.project().schemas;
}

// The named shadow database: Prisma refuses it only where it is spelt as the main one is.
Result<Snapshot> replayThere(const PrismaCall& call, const Project& project, const SnapshotOptions& options)
{
    if (call.project().shadowUrl == call.project().url)
        return fail("shadow-is-main",
            "The shadow database you configured appears to be the same as the main database. Please specify another "
            "shadow database.");
    const auto connection = parseConnection(call.project().shadowUrl, call.environment());
    CORRIDOR_TRY(connection);
    auto session = Session::open(*connection, call.token());
    CORRIDOR_TRY(session);
    CORRIDOR_TRY(dropEverything(*session, schemasOf(call), call.token()));
    const RunReport report = deploy(*session, project, { .advisoryLock = false }, {}, {}, call.token());
    if (report.error)
        return std::unexpected(asP3006(*report.error));
    return readSnapshot(*session, options, call.token());
}

} // namespace

Result<Snapshot> replay(const PrismaCall& call, const QList<Migration>& migrations, int major)
{
    Project project = call.project();
    project.migrations = migrations;
    SchemaReadOptions options { .environment = call.environment(), .major = major };
    options.snapshot.schemas = schemasOf(call);
    if (namesShadow(call))
        return replayThere(call, project, options.snapshot);
    auto read = buildMigrations(project, options, call.token());
    if (!read)
        return std::unexpected(asP3006(read.error()));
    for (const QString& note : read->notes)
        call.err("corridor: " + note);
    return std::move(read->snapshot);
}

} // namespace corridor
