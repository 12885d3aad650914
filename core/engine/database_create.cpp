// SPDX-License-Identifier: MIT
#include "engine/engine.h"

#include "engine/database_reset.h"

namespace corridor {

namespace {

Error noMaintenanceDatabase(const ConnectionOptions& options)
{
    return Error { .code = "P3000",
        .message = "Failed to create database: Prisma could not connect to a default database (`postgres` or "
                   "`template1`), it cannot create the specified database.",
        .hint = QString("Let the administrator create %1, or admit %2 to the database postgres.")
            .arg(options.value("dbname"), options.value("user")) };
}

} // namespace

Result<Session> openOrCreate(const ConnectionOptions& options, bool* created, const CancelToken& token)
{
    auto session = Session::open(options, token);
    if (created)
        *created = false;
    if (session || session.error().code != "P1003")
        return session;
    // The databases through which Prisma tries it, in its order.
    for (const char* maintenance : { "postgres", "template1", "defaultdb" }) {
        auto server = Session::open(options.withDatabase(maintenance), token);
        if (!server && (server.error().code == "P1003" || server.error().code == "P1010"))
            continue;
        CORRIDOR_TRY(server);
        const auto made
            = server->execute("CREATE DATABASE " + Session::quoteIdentifier(options.value("dbname")), token);
        if (!made && made.error().sqlstate != "42P04") { // another deployer was faster
            Error error = made.error();
            error.code = error.sqlstate == "42501" ? "P1010" : "P3000";
            error.message = "Failed to create database: " + error.message;
            error.hint = "Let the database be created by its administrator, then deploy again.";
            return std::unexpected(error);
        }
        if (created)
            *created = made.has_value();
        session = Session::open(options, token);
        if (session)
            CORRIDOR_TRY(ensureSchema(*session));
        return session;
    }
    return std::unexpected(noMaintenanceDatabase(options));
}

} // namespace corridor
