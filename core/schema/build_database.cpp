// SPDX-License-Identifier: MIT
#include "schema/build_database.h"

namespace corridor {

namespace {

constexpr int rolesAtMost = 100; // more than that is a script that talks in circles

Result<ScratchDatabase> makeDatabase(const SchemaReadOptions& options, const CancelToken& token)
{
    return options.scratchServer ? ScratchDatabase::create(*options.scratchServer, token)
                                 : ScratchDatabase::inSandbox(options.environment, options.major, token);
}

Result<SchemaRead> readFrom(const ScratchDatabase& database, const SchemaReadOptions& options, const CancelToken& token)
{
    auto session = Session::open(database.connection(), token);
    CORRIDOR_TRY(session);
    auto snapshot = readSnapshot(*session, options.snapshot, token);
    CORRIDOR_TRY(snapshot);
    SchemaRead read { std::move(*snapshot), {} };
    if (database.isOtherMajor())
        read.notes.append(QString("PostgreSQL %1 is not installed here: built with PostgreSQL %2, which may write some things otherwise.")
                .arg(*options.major)
                .arg(session->server().major()));
    return read;
}

} // namespace

Result<SchemaRead> buildDatabase(const SchemaReadOptions& options, const CancelToken& token,
    const std::function<Result<void>(const ConnectionOptions& database)>& fill)
{
    for (int roles = 0;; ++roles) {
        const auto database = makeDatabase(options, token);
        CORRIDOR_TRY(database);
        const auto filled = fill(database->connection());
        if (filled)
            return readFrom(*database, options, token);
        const bool again = !options.scratchServer && roles < rolesAtMost
            && makeMissingRole(database->connection(), filled.error()).value_or(false);
        if (!again)
            return std::unexpected(filled.error());
    }
}

} // namespace corridor
