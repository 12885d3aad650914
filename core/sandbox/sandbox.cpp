// SPDX-License-Identifier: MIT
#include "sandbox/sandbox.h"

#include "sandbox/sandbox_folders.h"
#include "sandbox/server_binaries.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QLockFile>
#include <QSaveFile>
#include <unistd.h>

namespace corridor {

namespace {

// Held while the server is started, stopped or removed; QLockFile tells a dead holder from a living one.
Result<std::unique_ptr<QLockFile>> lockFolder(const QString& folder)
{
    auto lock = std::make_unique<QLockFile>(folder + "/lock");
    lock->setStaleLockTime(std::chrono::minutes(2));
    if (!lock->tryLock(std::chrono::seconds(60)))
        return fail("sandbox-locked", "Another program is starting or stopping the sandbox and does not finish.",
            QString("If there is none, remove %1/lock.").arg(folder));
    return lock;
}

QString noteFile(const QString& folder) { return folder + "/server.json"; }

void writeNote(const QString& folder, const ProcessIdentity& process)
{
    QSaveFile file(noteFile(folder));
    if (!file.open(QIODevice::WriteOnly))
        return;
    file.write(QJsonDocument(QJsonObject { { "pid", process.pid }, { "startTime", qint64(process.startTime) } }).toJson());
    file.commit();
}

// Data in memory stand beside those of others: their name tells user and sandbox apart.
QString memoryName(const QString& folder)
{
    const QByteArray hash = QCryptographicHash::hash(folder.toUtf8(), QCryptographicHash::Sha256).toHex();
    return QString("corridor-%1-sandbox-%2").arg(::geteuid()).arg(QLatin1String(hash.first(12)));
}

// A server that was killed leaves its pid behind, and while nobody reaps it PostgreSQL takes it for a living one.
void removeStaleLock(const QString& path)
{
    QFile file(path);
    if (file.open(QIODevice::ReadOnly) && !ProcessIdentity::of(file.readLine().trimmed().toLongLong()).isAlive())
        file.remove();
}

} // namespace

QJsonObject SandboxStatus::toJson() const
{
    return { { "running", running }, { "pid", pid }, { "serverVersion", serverVersion }, { "socketFolder", socketFolder },
        { "dataFolder", dataFolder }, { "logFile", logFile }, { "inMemory", inMemory }, { "fsync", false },
        { "startedAt", running ? QJsonValue(startedAt.toUTC().toString(Qt::ISODateWithMs)) : QJsonValue() } };
}

Sandbox::Sandbox(PrivateServer server, QString folder, QString cache, bool inMemory)
    : m_server(std::move(server))
    , m_folder(std::move(folder))
    , m_cache(std::move(cache))
    , m_inMemory(inMemory)
{
}

Result<Sandbox> Sandbox::locate(const Environment& environment, std::optional<int> major)
{
    const auto binaries = findServer(major, environment);
    CORRIDOR_TRY(binaries);
    const auto account = serverAccount();
    CORRIDOR_TRY(account);
    const auto folders = sandboxFolders(environment);
    CORRIDOR_TRY(folders);
    const QString name = QString("sandbox-%1").arg(binaries->major);
    const QString folder = folders->state + '/' + name;
    const ServerAccount caller { ::geteuid(), ::getegid(), true };
    CORRIDOR_TRY(makePrivateFolder(folder, caller, account->isCaller ? 0700 : 0711));
    PrivateServer server { .binaries = *binaries, .account = *account,
        .dataFolder = folders->inMemory ? folders->data + '/' + memoryName(folder) : folder + "/data",
        .socketFolder = folder + "/s", .logFile = folder + "/log" };
    return Sandbox(server, folder, folders->cache, folders->inMemory);
}

ProcessIdentity Sandbox::process() const
{
    QFile file(noteFile(m_folder));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QJsonObject note = QJsonDocument::fromJson(file.readAll()).object();
    return { note["pid"].toInteger(), quint64(note["startTime"].toInteger()) };
}

Result<void> Sandbox::start(const CancelToken& token)
{
    if (process().isAlive())
        return {};
    const auto lock = lockFolder(m_folder);
    CORRIDOR_TRY(lock);
    return process().isAlive() ? Result<void>() : startLocked(token);
}

Result<void> Sandbox::startLocked(const CancelToken& token)
{
    if (!QFileInfo::exists(m_server.dataFolder + "/PG_VERSION")) {
        QDir(m_server.dataFolder).removeRecursively(); // the rest of an interrupted copy
        const auto source = dataTemplate(m_server.binaries, m_server.account, m_cache, m_folder, token);
        CORRIDOR_TRY(source);
        CORRIDOR_TRY(createData(m_server, *source, Durability::None));
    }
    removeStaleLock(m_server.dataFolder + "/postmaster.pid");
    removeStaleLock(m_server.socketFolder + "/.s.PGSQL." + QString::number(m_server.port) + ".lock");
    const auto started = startServer(m_server, ServerLaunch::Life::Detached, token);
    CORRIDOR_TRY(started);
    writeNote(m_folder, *started);
    return {};
}

Result<void> Sandbox::stop()
{
    const auto lock = lockFolder(m_folder);
    CORRIDOR_TRY(lock);
    stopLocked();
    return {};
}

void Sandbox::stopLocked()
{
    if (process().isAlive())
        stopServer(process());
    QFile::remove(noteFile(m_folder));
}

Result<void> Sandbox::reset()
{
    const auto lock = lockFolder(m_folder);
    CORRIDOR_TRY(lock);
    stopLocked();
    QDir(m_server.dataFolder).removeRecursively();
    return {};
}

SandboxStatus Sandbox::status() const
{
    const ProcessIdentity running = process();
    return { .running = running.isAlive(), .pid = running.isAlive() ? running.pid : 0, .serverVersion = m_server.binaries.version,
        .socketFolder = m_server.socketFolder, .dataFolder = m_server.dataFolder, .logFile = m_server.logFile,
        .inMemory = m_inMemory, .startedAt = QFileInfo(noteFile(m_folder)).lastModified() };
}

Result<void> Sandbox::ensureDatabase(const QString& name, const CancelToken& token) const
{
    auto session = Session::open(connection(), token);
    CORRIDOR_TRY(session);
    const auto made = session->execute("CREATE DATABASE " + Session::quoteIdentifier(name), token);
    if (!made && made.error().sqlstate != "42P04") // there already
        return std::unexpected(made.error());
    return {};
}

} // namespace corridor
