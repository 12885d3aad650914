// SPDX-License-Identifier: MIT
// What a sandbox does with the databases in it.
#include "postgres/session.h"
#include "sandbox/sandbox.h"

namespace corridor {
namespace {

using namespace Qt::StringLiterals;

Result<QueryResult> ask(const ConnectionOptions& options, const QByteArray& sql, const CancelToken& token)
{
    auto session = Session::open(options, token);
    CORRIDOR_TRY(session);
    return session->execute(sql, token);
}

} // namespace

Result<QStringList> Sandbox::databases(const CancelToken& token) const
{
    const auto rows = ask(connection(),
        "SELECT datname FROM pg_catalog.pg_database WHERE datname NOT IN ('postgres', 'template0', 'template1') "
        "ORDER BY datname",
        token);
    CORRIDOR_TRY(rows);
    QStringList names;
    for (int row = 0; row < rows->rows(); ++row)
        names << rows->text(row, 0);
    return names;
}

Result<void> Sandbox::createDatabase(const QString& name, const CancelToken& token) const
{
    // Without fsync, copying files takes half the time of logging them. PostgreSQL 15 brought the choice.
    const QByteArray strategy = m_server.binaries.major >= 15 ? " STRATEGY file_copy" : "";
    const auto made = ask(connection(), "CREATE DATABASE " + Session::quoteIdentifier(name) + strategy, token);
    if (!made && made.error().sqlstate == u"42P04")
        return fail(u"sandbox-database-exists"_s, u"The sandbox already has a database %1."_s.arg(name));
    CORRIDOR_TRY(made);
    return {};
}

Result<void> Sandbox::ensureDatabase(const QString& name, const CancelToken& token) const
{
    const auto made = createDatabase(name, token);
    if (!made && made.error().code != u"sandbox-database-exists")
        return std::unexpected(made.error());
    return {};
}

Result<void> Sandbox::dropDatabase(const QString& name, const CancelToken& token) const
{
    const QByteArray force = m_server.binaries.major >= 13 ? " WITH (FORCE)" : "";
    const auto dropped = ask(connection(), "DROP DATABASE IF EXISTS " + Session::quoteIdentifier(name) + force, token);
    CORRIDOR_TRY(dropped);
    return {};
}

} // namespace corridor
