// SPDX-License-Identifier: MIT
#pragma once

#include "catalog/snapshot.h"
#include "project/migration.h"
#include "sandbox/scratch_database.h"
#include "wayback/apply_script.h"

namespace corridor {

// A scratch database on which the migrations of a folder are applied one after another, to look at each in between.
// Roles that a script names and the server does not know are made.
class Ladder {
public:
    // `server` leads to any database of a server that may be played with. `schema` is Prisma's ?schema= of the
    // project, empty for none; it is made.
    static Result<Ladder> open(
        const ConnectionOptions& server, const QString& schema = {}, const CancelToken& token = CancelToken::never());

    Session& session() { return *m_session; }
    int major() const { return m_session->server().major(); }
    // The schema as it is now.
    Result<Snapshot> state();
    // Applies one and stands after it. "migration-fails" where the server refuses it; the ladder stands where it was,
    // or somewhere between where the script is not atomic.
    Result<void> climb(const Migration& migration);
    // A copy of the database as it is now, to spoil.
    Result<ScratchDatabase> clone();

private:
    Ladder(const ConnectionOptions& server, ScratchDatabase database, Session session, CancelToken token);

    ConnectionOptions m_server;
    ScratchDatabase m_database;
    std::optional<Session> m_session;
    std::optional<Snapshot> m_state;
    CancelToken m_token;
};

// What is wrong with a script that the sandbox refused, as the error of the command that needed it.
Error refusedMigration(const Migration& migration, const Error& cause);

} // namespace corridor
