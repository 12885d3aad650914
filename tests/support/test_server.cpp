// SPDX-License-Identifier: MIT
#include "support/test_server.h"

#include "sandbox/sandbox_folders.h"

#include <QDir>
#include <QFile>
#include <QHash>
#include <fcntl.h>
#include <map>
#include <mutex>
#include <sys/file.h>
#include <unistd.h>

namespace corridor {
namespace {

using namespace Qt::StringLiterals;

QString lockOf(const QString& folder) { return folder + ".lock"; }

// The right to have `folder`, as long as the program lives. Not told by process ids, which mean something else in
// another container that shares the folder.
FileDescriptor claim(const QString& folder, int flags = O_CREAT)
{
    FileDescriptor file(::open(QFile::encodeName(lockOf(folder)).constData(), O_RDWR | O_CLOEXEC | flags, 0600));
    return file >= 0 && ::flock(file, LOCK_EX | LOCK_NB) == 0 ? std::move(file) : FileDescriptor();
}

void removeWithLock(const QString& folder)
{
    QDir(folder).removeRecursively();
    QFile::remove(lockOf(folder));
}

// Folders of programs that are no longer there.
void removeLeftOvers(const QString& parent, const QString& prefix)
{
    for (const QString& name : QDir(parent).entryList({ prefix + '*' }, QDir::Dirs)) {
        const QString folder = parent + '/' + name;
        if (const FileDescriptor left = claim(folder, 0); left >= 0)
            removeWithLock(folder);
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
        removeWithLock(m_server.dataFolder);
        removeWithLock(m_folder);
    }
}

static std::optional<ServerBinaries> findBinaries(int major)
{
    const QString given = qEnvironmentVariable(u"CORRIDOR_TEST_PG%1"_s.arg(major).toLatin1().constData());
    const auto found = serverIn(given.isEmpty() ? u"/usr/lib/postgresql/%1/bin"_s.arg(major) : given);
    return found && found->major == major ? found : std::nullopt;
}

// Looked for once: it starts a program each time.
std::optional<ServerBinaries> TestServer::binaries(int major)
{
    static std::mutex mutex;
    static QHash<int, std::optional<ServerBinaries>> known;
    const std::scoped_lock lock(mutex);
    if (!known.contains(major))
        known.insert(major, findBinaries(major));
    return known[major];
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

    const bool inMemory = durability == Durability::None && folders->inMemory;
    for (int i = 0; i < 100 && m_locks[0] < 0; ++i) {
        const QString name = nextName();
        m_folder = folders->state + "/test-" + name;
        m_server.dataFolder = inMemory ? folders->data + '/' + prefix + name : m_folder + "/data";
        m_locks[0] = claim(m_folder);
        if (inMemory && m_locks[0] >= 0)
            m_locks[1] = claim(m_server.dataFolder);
    }
    if (m_locks[0] < 0)
        return fail(u"sandbox-lock-failed"_s, u"%1 cannot be locked."_s.arg(m_folder));
    const ServerAccount caller { ::geteuid(), ::getegid(), true };
    CORRIDOR_TRY(makePrivateFolder(m_folder, caller, account->isCaller ? 0700 : 0711));
    m_server.account = *account;
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
