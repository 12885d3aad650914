// SPDX-License-Identifier: MIT
#include "wayback/ladder.h"

namespace corridor {

Ladder::Ladder(const ConnectionOptions& server, ScratchDatabase database, Session session, CancelToken token)
    : m_server(server)
    , m_database(std::move(database))
    , m_session(std::move(session))
    , m_token(std::move(token))
{
}

Result<Ladder> Ladder::open(const ConnectionOptions& server, const QString& schema, const CancelToken& token)
{
    ConnectionOptions options = server;
    if (!schema.isEmpty())
        options.schema = schema;
    auto database = ScratchDatabase::create(options, token);
    CORRIDOR_TRY(database);
    auto session = Session::open(database->connection(), token);
    CORRIDOR_TRY(session);
    CORRIDOR_TRY(session->execute("SET client_min_messages = error"));
    if (!schema.isEmpty())
        CORRIDOR_TRY(session->execute("CREATE SCHEMA IF NOT EXISTS " + Session::quoteIdentifier(schema)));
    return Ladder(options, std::move(*database), std::move(*session), token);
}

Result<Snapshot> Ladder::state()
{
    if (!m_state) {
        auto read = readSnapshot(*m_session, migrationSnapshot(), m_token);
        CORRIDOR_TRY(read);
        m_state = std::move(*read);
    }
    return *m_state;
}

Result<void> Ladder::climb(const Migration& migration)
{
    m_state.reset();
    const ScratchScript script(migration.script.value_or(QByteArray()), major());
    auto done = applyScript(*m_session, script, m_token);
    while (!done && makeMissingRole(m_server, done.error()).value_or(false))
        done = applyScript(*m_session, script, m_token);
    if (!done)
        return std::unexpected(refusedMigration(migration, done.error()));
    return {};
}

Result<ScratchDatabase> Ladder::clone()
{
    m_session.reset(); // nobody may be connected to what is copied
    auto copy = ScratchDatabase::copyOf(m_server, m_database.connection().value("dbname"), m_token);
    auto session = Session::open(m_database.connection(), m_token);
    CORRIDOR_TRY(session);
    m_session = std::move(*session);
    return copy;
}

Error refusedMigration(const Migration& migration, const Error& cause)
{
    Error error = cause;
    error.code = "migration-fails";
    error.message = QStringLiteral("The sandbox refuses `%1`: %2").arg(migration.name, cause.message);
    error.migration = migration.name;
    error.state = "only the sandbox was touched";
    if (error.sqlstate == u"0A000" || error.sqlstate == u"58P01")
        error.hint = "It needs an extension that the sandbox's server lacks; install it there, or name another server "
                     "with --server.";
    return error;
}

} // namespace corridor
