// SPDX-License-Identifier: MIT
#pragma once

#include "engine/engine.h"
#include "history/history_table.h"

namespace corridor {

// Runs one planned script in its mode and keeps its row of _prisma_migrations. Each script starts from a clean session
// (SET, SET ROLE and search_path of the one before are gone) and leaves none behind; a transaction that it leaves open is
// an error and is rolled back.
class ScriptRunner {
public:
    ScriptRunner(Session& session, HistoryTable& history, const Observer& observer, const CancelToken& token);

    // Inserts the row, runs migration.sql, finishes the row; on failure the row stays failed, with logs, as Prisma's.
    Result<void> apply(const PlannedMigration& migration);
    // Runs down.sql, then sets rolled_back_at of the row.
    Result<void> rollBack(const PlannedMigration& migration);

private:
    Result<void> runWhole(const PlannedMigration& migration, Action action);
    Result<void> finish(const QByteArray& statement);
    Error failed(const PlannedMigration& migration, Action action, const Error& cause);
    void keepLogs(const QString& id, const PlannedMigration& migration, const Error& error);

    Session& m_session;
    HistoryTable& m_history;
    const Observer& m_observer;
    const CancelToken& m_token;
    ServerMessage m_message; // what the server said of the last failure
};

} // namespace corridor
