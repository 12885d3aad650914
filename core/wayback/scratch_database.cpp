// SPDX-License-Identifier: MIT
#include "wayback/scratch_database.h"

#include <QCoreApplication>
#include <atomic>
#include <csignal>

namespace corridor {

namespace {

// corridor_scratch_<process>_<number>
const QString prefix = QStringLiteral("corridor_scratch_");

QString nextName()
{
    static std::atomic<int> number = 0;
    return prefix + QString::number(QCoreApplication::applicationPid()) + u'_' + QString::number(++number);
}

bool isAlive(qint64 process)
{
    return ::kill(pid_t(process), 0) == 0 || errno == EPERM;
}

QByteArray dropStatement(const Session& session, const QString& name)
{
    return "DROP DATABASE IF EXISTS " + Session::quoteIdentifier(name)
        + (session.server().major() >= 13 ? " WITH (FORCE)" : "");
}

void dropLeftovers(Session& session)
{
    const auto rows
        = session.execute("SELECT datname FROM pg_catalog.pg_database WHERE datname LIKE 'corridor\\_scratch\\_%'");
    for (int row = 0; rows && row < rows->rows(); ++row) {
        const QString name = rows->text(row, 0);
        if (!isAlive(name.sliced(prefix.size()).section(u'_', 0, 0).toLongLong()))
            (void)session.execute(dropStatement(session, name));
    }
}

} // namespace

ScratchDatabase::ScratchDatabase(const ConnectionOptions& server, const QString& name)
    : m_server(server)
    , m_name(name)
{
}

ScratchDatabase::ScratchDatabase(ScratchDatabase&& other) noexcept
    : m_server(other.m_server)
    , m_name(std::exchange(other.m_name, {}))
{
}

ScratchDatabase& ScratchDatabase::operator=(ScratchDatabase&& other) noexcept
{
    std::swap(m_server, other.m_server);
    std::swap(m_name, other.m_name);
    return *this;
}

ScratchDatabase::~ScratchDatabase()
{
    drop();
}

Result<ScratchDatabase> ScratchDatabase::create(
    const ConnectionOptions& server, const QString& model, const CancelToken& token)
{
    auto session = Session::open(server, token);
    CORRIDOR_TRY(session);
    if (model.isEmpty())
        dropLeftovers(*session);
    const QString name = nextName();
    // Without fsync, copying files takes half the time of logging them. PostgreSQL 15 brought the choice.
    const QByteArray strategy = session->server().major() >= 15 ? " STRATEGY file_copy" : "";
    const QByteArray from
        = " TEMPLATE " + Session::quoteIdentifier(model.isEmpty() ? QStringLiteral("template1") : model);
    CORRIDOR_TRY(session->execute("CREATE DATABASE " + Session::quoteIdentifier(name) + from + strategy, token));
    return ScratchDatabase(server, name);
}

void ScratchDatabase::drop()
{
    if (m_name.isEmpty())
        return;
    if (auto session = Session::open(m_server))
        (void)session->execute(dropStatement(*session, m_name));
}

} // namespace corridor
