// SPDX-License-Identifier: MIT
#include "engine/script_runner.h"

#include "engine/script_error.h"

namespace corridor {

namespace {

// Undoes what a script may have set for the session; temporary tables stay, as they do under Prisma.
const QByteArray cleanSession = "SET SESSION AUTHORIZATION DEFAULT; RESET ALL; ";

Error transactionLeftOpen(const PlannedMigration& migration)
{
    return Error { .code = "transaction-left-open",
        .message = QString("The script of `%1` leaves a transaction open: BEGIN without COMMIT.").arg(migration.name),
        .hint = "Add the COMMIT, or take the BEGIN out. (Prisma calls this a success and loses the changes.)",
        .state = "what the script did after its BEGIN was rolled back", .migration = migration.name };
}

} // namespace

ScriptRunner::ScriptRunner(Session& session, HistoryTable& history, const Observer& observer, const CancelToken& token)
    : m_session(session)
    , m_history(history)
    , m_observer(observer)
    , m_token(token)
{
}

Result<void> ScriptRunner::apply(const PlannedMigration& migration)
{
    const auto id = m_history.insertStarted(migration.name, migration.checksum);
    CORRIDOR_TRY(id);
    if (auto ran = runWhole(migration, Action::Deploy); !ran) {
        keepLogs(*id, migration, ran.error());
        return ran;
    }
    if (auto finished = finish(m_history.finishStatement(*id)); !finished)
        return std::unexpected(failed(migration, Action::Deploy, finished.error()));
    return {};
}

Result<void> ScriptRunner::rollBack(const PlannedMigration& migration)
{
    CORRIDOR_TRY(runWhole(migration, Action::Rollback));
    if (auto finished = finish(m_history.rollBackStatement(migration.rowId)); !finished)
        return std::unexpected(failed(migration, Action::Rollback, finished.error()));
    return {};
}

// The whole text as one message, as Prisma <= 7.3 sends it.
Result<void> ScriptRunner::runWhole(const PlannedMigration& migration, Action action)
{
    const auto result = m_session.execute(migration.script, m_token);
    if (!result)
        return std::unexpected(failed(migration, action, result.error()));
    if (m_session.transactionStatus() == PQTRANS_IDLE)
        return {};
    (void)m_session.execute("ROLLBACK");
    return std::unexpected(transactionLeftOpen(migration));
}

Result<void> ScriptRunner::finish(const QByteArray& statement)
{
    // Not cancellable: the script is done, and its row must say so.
    CORRIDOR_TRY(m_session.execute(cleanSession + statement));
    return {};
}

Error ScriptRunner::failed(const PlannedMigration& migration, Action action, const Error& cause)
{
    m_message = m_session.lastMessage();
    Error known = cause;
    if (!m_session.isOpen() && known.code == "server-error") // the server's last words before it went
        known.code = "P1017";
    Error error = scriptError(migration, action, known, m_message);
    if (m_token.isCancelled() && cause.sqlstate == "57014") {
        error.code = "cancelled";
        error.message = QString("`%1` was cancelled while it ran.").arg(migration.name);
    }
    if (m_session.isOpen() && m_session.transactionStatus() != PQTRANS_IDLE)
        (void)m_session.execute("ROLLBACK");
    return error;
}

// Prisma keeps the message of P3018 and a trace in `logs`; nothing reads it back but people.
void ScriptRunner::keepLogs(const QString& id, const PlannedMigration& migration, const Error& error)
{
    if (!m_session.isOpen())
        return;
    const QString text = m_message.sqlstate.isEmpty() ? error.toText() : prismaScriptMessage(migration, m_message);
    (void)m_session.execute(cleanSession);
    (void)m_history.writeLogs(id, text);
}

} // namespace corridor
