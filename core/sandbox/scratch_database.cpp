// SPDX-License-Identifier: MIT
#include "sandbox/scratch_database.h"

#include "postgres/session.h"

#include <QCoreApplication>
#include <QRandomGenerator>

namespace corridor {

namespace {

using namespace Qt::StringLiterals;

constexpr auto prefix = "corridor_scratch_"_L1;

// Says which process made it, so that what a dead one left can be told from what is in use.
QString newName()
{
    const ProcessIdentity self = ProcessIdentity::of(QCoreApplication::applicationPid());
    return prefix + u"%1_%2_%3"_s.arg(self.pid).arg(self.startTime).arg(QRandomGenerator::global()->generate(), 8, 16, QChar(u'0'));
}

bool isLeftOver(const QString& name)
{
    const QStringList parts = name.sliced(prefix.size()).split(u'_');
    return parts.size() == 3 && !ProcessIdentity { parts[0].toLongLong(), parts[1].toULongLong() }.isAlive();
}

QByteArray dropSql(const QString& name, int version)
{
    return "DROP DATABASE IF EXISTS " + Session::quoteIdentifier(name) + (version >= 130000 ? " WITH (FORCE)" : "");
}

// Only where processes have numbers of this machine.
void dropLeftOvers(Session& session)
{
    const auto rows = session.execute("SELECT datname FROM pg_catalog.pg_database WHERE datname LIKE 'corridor\\_scratch\\_%'");
    for (int row = 0; rows && row < rows->rows(); ++row)
        if (const QString name = rows->text(row, 0); isLeftOver(name))
            (void)session.execute(dropSql(name, session.server().version));
}

} // namespace

Result<ScratchDatabase> ScratchDatabase::create(const ConnectionOptions& server, const CancelToken& token)
{
    return copyOf(server, u"template0"_s, token);
}

Result<ScratchDatabase> ScratchDatabase::copyOf(
    const ConnectionOptions& server, const QString& model, const CancelToken& token)
{
    auto session = Session::open(server, token);
    CORRIDOR_TRY(session);
    if (server.value("host").startsWith(u'/'))
        dropLeftOvers(*session);
    const QString name = newName();
    const QByteArray strategy = session->server().major() >= 15 ? " STRATEGY file_copy" : "";
    CORRIDOR_TRY(session->execute(
        "CREATE DATABASE " + Session::quoteIdentifier(name) + " TEMPLATE " + Session::quoteIdentifier(model) + strategy, token));
    return ScratchDatabase(server, server.withDatabase(name));
}

Result<ScratchDatabase> ScratchDatabase::inSandbox(
    const Environment& environment, std::optional<int> major, const CancelToken& token)
{
    auto sandbox = Sandbox::locate(environment, major);
    const bool otherMajor = !sandbox && major && sandbox.error().code == "sandbox-no-server";
    if (otherMajor)
        sandbox = Sandbox::locate(environment);
    CORRIDOR_TRY(sandbox);
    CORRIDOR_TRY(sandbox->start(token));
    auto made = create(sandbox->connection(), token);
    if (made)
        made->m_otherMajor = otherMajor;
    return made;
}

ScratchDatabase::ScratchDatabase(ScratchDatabase&& other) noexcept
    : m_server(std::exchange(other.m_server, {}))
    , m_connection(std::exchange(other.m_connection, {}))
    , m_otherMajor(other.m_otherMajor)
{
}

ScratchDatabase& ScratchDatabase::operator=(ScratchDatabase&& other) noexcept
{
    std::swap(m_server, other.m_server);
    std::swap(m_connection, other.m_connection);
    std::swap(m_otherMajor, other.m_otherMajor);
    return *this;
}

ScratchDatabase::~ScratchDatabase() { drop(); }

// Also after a cancelled call: hence without its token.
void ScratchDatabase::drop()
{
    if (m_connection.keywords.isEmpty())
        return;
    if (auto session = Session::open(m_server))
        (void)session->execute(dropSql(m_connection.value("dbname"), session->server().version));
}

Result<bool> makeMissingRole(const ConnectionOptions& server, const Error& error)
{
    const QString text = error.message + u'\n' + error.detail;
    const qsizetype start = text.indexOf("role \""_L1), end = text.indexOf("\" does not exist"_L1, start);
    if (start < 0 || end < 0 || text.sliced(start, end - start).contains(u'\n'))
        return false;
    const QString role = text.sliced(start + 6, end - start - 6);
    auto session = Session::open(server);
    CORRIDOR_TRY(session);
    const auto made = session->execute("CREATE ROLE " + Session::quoteIdentifier(role) + " NOLOGIN");
    if (!made && made.error().sqlstate != "42710") // somebody else was faster
        return std::unexpected(made.error());
    return true;
}

} // namespace corridor
