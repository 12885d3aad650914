// SPDX-License-Identifier: MIT
#include "support/test_server.h"

#include "sandbox/sandbox_folders.h"

#include <QDir>
#include <csignal>
#include <map>

namespace corridor {
namespace {

using namespace Qt::StringLiterals;

// "test-PID-N" of a program that is no longer there.
bool isLeftOver(const QString& name)
{
    const QStringList parts = name.split('-');
    const qint64 pid = parts.value(parts.size() - 2).toLongLong();
    return pid > 0 && ::kill(pid_t(pid), 0) != 0 && errno == ESRCH;
}

void removeLeftOvers(const QString& parent, const QString& prefix)
{
    for (const QString& name : QDir(parent).entryList({ prefix + '*' }, QDir::Dirs)) {
        if (isLeftOver(name))
            QDir(parent + '/' + name).removeRecursively();
    }
}

QString nextName()
{
    static int count = 0;
    return u"%1-%2"_s.arg(::getpid()).arg(++count);
}

} // namespace

TestServer::~TestServer()
{
    if (m_process.pid > 0 && m_process.isAlive())
        stopServer(m_process, StopMode::Immediate);
    if (!m_folder.isEmpty()) {
        QDir(m_server.dataFolder).removeRecursively();
        QDir(m_folder).removeRecursively();
    }
}

std::optional<ServerBinaries> TestServer::binaries(int major)
{
    const QString given = qEnvironmentVariable(u"CORRIDOR_TEST_PG%1"_s.arg(major).toLatin1().constData());
    const auto found = serverIn(given.isEmpty() ? u"/usr/lib/postgresql/%1/bin"_s.arg(major) : given);
    return found && found->major == major ? found : std::nullopt;
}

void TestServer::addMajors()
{
    QTest::addColumn<int>("major");
    bool any = false;
    for (const int major : { 15, 17 }) {
        if (has(major)) {
            QTest::addRow("PostgreSQL %d", major) << major;
            any = true;
        }
    }
    if (!any)
        QSKIP("Neither PostgreSQL 15 nor 17 is here: set CORRIDOR_TEST_PG15 or CORRIDOR_TEST_PG17.");
}

TestServer& TestServer::shared(int major)
{
    static std::map<int, TestServer> servers;
    TestServer& server = servers[major];
    if (server.m_folder.isEmpty()) {
        if (const auto started = server.start(major); !started)
            qFatal("%s", qPrintable(started.error().toText()));
    }
    return server;
}

Result<void> TestServer::start(int major, Durability durability, const QStringList& settings)
{
    const auto found = binaries(major);
    if (!found)
        return fail(u"sandbox-no-server"_s, u"PostgreSQL %1 is not here."_s.arg(major));
    m_server.binaries = *found;
    CORRIDOR_TRY(prepare(durability, settings));
    return restart();
}

Result<void> TestServer::prepare(Durability durability, const QStringList& settings)
{
    const auto account = serverAccount();
    CORRIDOR_TRY(account);
    const auto folders = sandboxFolders(systemEnvironment());
    CORRIDOR_TRY(folders);
    const QString prefix = u"corridor-%1-test-"_s.arg(::geteuid());
    removeLeftOvers(folders->state, u"test-"_s);
    removeLeftOvers(folders->data, prefix);

    const QString name = nextName();
    m_folder = folders->state + "/test-" + name;
    const ServerAccount caller { ::geteuid(), ::getegid(), true };
    CORRIDOR_TRY(makePrivateFolder(m_folder, caller, account->isCaller ? 0700 : 0711));
    const bool inMemory = durability == Durability::None && folders->inMemory;
    m_server.account = *account;
    m_server.dataFolder = inMemory ? folders->data + '/' + prefix + name : m_folder + "/data";
    m_server.socketFolder = m_folder + "/s";
    m_server.logFile = m_folder + "/log";
    const auto source = dataTemplate(m_server.binaries, *account, folders->cache, m_folder);
    CORRIDOR_TRY(source);
    return createData(m_server, *source, durability, settings);
}

ConnectionOptions TestServer::freshDatabase()
{
    const QString name = u"fresh_%1"_s.arg(++m_databases);
    const auto made = runSql(connection(u"postgres"_s), "CREATE DATABASE " + name.toUtf8() + " STRATEGY file_copy");
    if (!made)
        qFatal("%s", qPrintable(made.error().toText()));
    return connection(name);
}

bool TestServer::stop(StopMode mode)
{
    return stopServer(m_process, mode);
}

Result<void> TestServer::restart()
{
    const auto process = startServer(m_server, ServerLaunch::Life::Child);
    CORRIDOR_TRY(process);
    m_process = *process;
    return {};
}

Result<QueryResult> runSql(const ConnectionOptions& options, const QByteArray& sql)
{
    auto session = Session::open(options);
    CORRIDOR_TRY(session);
    return session->execute(sql);
}

} // namespace corridor
