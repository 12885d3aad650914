// SPDX-License-Identifier: MIT
#include "sandbox/sandbox.h"

#include "postgres/session.h"
#include "sandbox/instance_lock.h"
#include "sandbox/stale_server.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <csignal>
#include <sys/stat.h>
#include <unistd.h>

namespace corridor {
namespace {

using namespace Qt::StringLiterals;

constexpr qint64 largestLog = 4 << 20;

QString folderOf(const SandboxFolders& folders, int major)
{
    return folders.state + u"/sandbox-%1"_s.arg(major);
}
QString lockFile(const QString& folder)
{
    return folder + "/lock";
}
QString recordFile(const QString& folder)
{
    return folder + "/server.json";
}

// Data in memory stand beside those of others: their name tells user and sandbox apart.
QString memoryName(const QString& folder)
{
    const QByteArray hash = QCryptographicHash::hash(folder.toUtf8(), QCryptographicHash::Sha256).toHex();
    return u"corridor-%1-sandbox-%2"_s.arg(QString::number(::geteuid()), QLatin1StringView(hash.first(12)));
}

std::optional<SandboxRecord> runningRecordIn(const QString& folder)
{
    const auto record = readSandboxRecord(recordFile(folder));
    return record && record->process.isAlive() ? record : std::nullopt;
}

// A server that runs is known by its record: there is no need to look for programs, which may even be gone.
std::optional<ServerBinaries> runningServer(const SandboxFolders& folders, std::optional<int> major)
{
    std::optional<ServerBinaries> newest;
    for (const QString& name : QDir(folders.state).entryList({ u"sandbox-*"_s }, QDir::Dirs)) {
        const auto record = runningRecordIn(folders.state + '/' + name);
        const bool fits = record && (!major || record->server.major == *major);
        if (fits && (!newest || record->server.major > newest->major))
            newest = record->server;
    }
    return newest;
}

bool belongsTo(const QString& folder, const ServerAccount& account)
{
    struct stat info {};
    return ::lstat(QFile::encodeName(folder).constData(), &info) == 0 && S_ISDIR(info.st_mode)
        && info.st_uid == account.user;
}

// "DATA.PID" of starts and resets that were killed half way.
void removeLeftOvers(const QString& dataFolder)
{
    const QFileInfo data(dataFolder);
    for (const QString& name : QDir(data.path()).entryList({ data.fileName() + ".*" }, QDir::Dirs)) {
        const qint64 pid = name.section('.', -1).toLongLong();
        if (pid > 0 && ::kill(pid_t(pid), 0) != 0 && errno == ESRCH)
            QDir(data.path() + '/' + name).removeRecursively();
    }
}

} // namespace

QString SandboxStatus::safety() const
{
    return inMemory ? u"fsync is off and the data are in memory: they are lost when the machine stops"_s
                    : u"fsync is off: the data may be lost when the machine stops"_s;
}

QJsonObject SandboxStatus::toJson() const
{
    return { { "running", running }, { "hasData", hasData }, { "pid", running ? QJsonValue(pid) : QJsonValue() },
        { "serverVersion", serverVersion }, { "socketFolder", socketFolder }, { "dataFolder", dataFolder },
        { "logFile", logFile }, { "inMemory", inMemory }, { "fsync", false },
        { "startedAt", running ? QJsonValue(startedAt.toString(Qt::ISODateWithMs)) : QJsonValue() } };
}

Sandbox::Sandbox(PrivateServer server, SandboxFolders folders, QString folder)
    : m_server(std::move(server))
    , m_folders(std::move(folders))
    , m_folder(std::move(folder))
{
    m_server.socketFolder = m_folder + "/s";
    m_server.logFile = m_folder + "/log";
    m_server.dataFolder = m_folders.inMemory ? m_folders.data + '/' + memoryName(m_folder) : m_folder + "/data";
    // Where an earlier start has put the data counts, even if there is now room elsewhere.
    const auto record = readSandboxRecord(recordFile(m_folder));
    if (record && (record->process.isAlive() || QFileInfo(record->dataFolder).isDir())) {
        m_server.dataFolder = record->dataFolder;
        m_folders.inMemory = record->inMemory;
    }
}

Result<Sandbox> Sandbox::locate(const Environment& environment, std::optional<int> major)
{
    const auto account = serverAccount();
    CORRIDOR_TRY(account);
    const auto folders = sandboxFolders(environment);
    CORRIDOR_TRY(folders);
    auto binaries = runningServer(*folders, major);
    if (!binaries) {
        const auto found = findServer(major, environment);
        CORRIDOR_TRY(found);
        binaries = *found;
    }
    const QString folder = folderOf(*folders, binaries->major);
    const ServerAccount caller { ::geteuid(), ::getegid(), true };
    CORRIDOR_TRY(makePrivateFolder(folder, caller, account->isCaller ? 0700 : 0711));
    return Sandbox({ .binaries = *binaries, .account = *account }, *folders, folder);
}

std::optional<SandboxRecord> Sandbox::runningRecord() const
{
    return runningRecordIn(m_folder);
}

// A starter that was killed before it wrote the record leaves a server that only its data folder knows.
std::optional<ProcessIdentity> Sandbox::runningProcess() const
{
    const auto record = runningRecord();
    return record ? std::optional(record->process) : serverOn(m_server.dataFolder);
}

SandboxStatus Sandbox::status() const
{
    SandboxStatus status { .hasData = QFileInfo(m_server.dataFolder).isDir(),
        .serverVersion = m_server.binaries.version,
        .socketFolder = m_server.socketFolder,
        .dataFolder = m_server.dataFolder,
        .logFile = m_server.logFile,
        .inMemory = m_folders.inMemory };
    if (const auto record = runningRecord()) {
        status.running = status.hasData = true;
        status.pid = record->process.pid;
        status.serverVersion = record->server.version;
        status.dataFolder = record->dataFolder;
        status.inMemory = record->inMemory;
        status.startedAt = record->startedAt;
    }
    return status;
}

Result<void> Sandbox::start(const CancelToken& token)
{
    const auto lock = InstanceLock::acquire(lockFile(m_folder), token);
    CORRIDOR_TRY(lock);
    return startLocked(token);
}

Result<void> Sandbox::stop(const CancelToken& token)
{
    const auto lock = InstanceLock::acquire(lockFile(m_folder), token);
    CORRIDOR_TRY(lock);
    return stopLocked(StopMode::Fast);
}

Result<void> Sandbox::reset(const CancelToken& token)
{
    const auto lock = InstanceLock::acquire(lockFile(m_folder), token);
    CORRIDOR_TRY(lock);
    CORRIDOR_TRY(stopLocked(StopMode::Immediate));
    return removeData();
}

Result<void> Sandbox::startLocked(const CancelToken& token)
{
    if (runningRecord())
        return {};
    CORRIDOR_TRY(ensureData(token));
    if (QFileInfo(m_server.logFile).size() > largestLog)
        QFile::remove(m_server.logFile);
    const auto left = serverOn(m_server.dataFolder);
    auto process = left ? Result<ProcessIdentity>(*left) : startServer(m_server, ServerLaunch::Life::Detached, token);
    if (!process) {
        if (process.error().code == u"sandbox-start-failed")
            process.error().hint += " `corridor sandbox reset` begins with a fresh one.";
        return std::unexpected(process.error());
    }
    CORRIDOR_TRY(waitUntilReady(*process, m_server.socketFolder, m_server.port, m_server.logFile, token));
    return writeSandboxRecord(recordFile(m_folder),
        { *process, m_server.binaries, m_server.dataFolder, m_folders.inMemory, QDateTime::currentDateTimeUtc() });
}

Result<void> Sandbox::stopLocked(StopMode mode)
{
    const auto process = runningProcess();
    if (process && !stopServer(*process, mode))
        return fail(u"sandbox-stop-failed"_s, u"The sandbox's server (process %1) does not end."_s.arg(process->pid),
            u"Its log is %1."_s.arg(m_server.logFile));
    // The record stays, with a process that is no more: it knows where the data are.
    return {};
}

// Made under another name and renamed, so that a data folder is whole wherever there is one.
// A folder that makes hypertables needs TimescaleDB, which has to be loaded from the start. Without its workers nobody is
// connected to a database that is to be copied.
static QStringList librarySettings(const ServerBinaries& binaries)
{
    const QDir folder(binaries.folder);
    const bool timescale = folder.exists(u"../lib/timescaledb.so"_s) || folder.exists(u"../lib/postgresql/timescaledb.so"_s);
    return timescale ? QStringList { u"shared_preload_libraries = 'timescaledb'"_s, u"timescaledb.telemetry_level = off"_s,
                           u"timescaledb.max_background_workers = 0"_s, u"max_worker_processes = 16"_s }
                     : QStringList();
}

Result<void> Sandbox::ensureData(const CancelToken& token)
{
    removeLeftOvers(m_server.dataFolder);
    if (QFileInfo::exists(m_server.dataFolder)) {
        if (belongsTo(m_server.dataFolder, m_server.account))
            return {};
        return fail(u"sandbox-folder-unsafe"_s, u"%1 belongs to somebody else."_s.arg(m_server.dataFolder));
    }
    const auto source = dataTemplate(m_server.binaries, m_server.account, m_folders.cache, m_folder, token);
    CORRIDOR_TRY(source);
    PrivateServer unfinished = m_server;
    unfinished.dataFolder += u".%1"_s.arg(::getpid());
    QDir(unfinished.dataFolder).removeRecursively();
    CORRIDOR_TRY(createData(unfinished, *source, Durability::None, librarySettings(m_server.binaries)));
    if (!QDir().rename(unfinished.dataFolder, m_server.dataFolder))
        return fail(u"sandbox-copy-failed"_s, u"%1 cannot be made."_s.arg(m_server.dataFolder));
    return {};
}

Result<void> Sandbox::removeData()
{
    const QString old = m_server.dataFolder + u".%1"_s.arg(::getpid());
    if (QFileInfo::exists(m_server.dataFolder) && !QDir().rename(m_server.dataFolder, old))
        return fail(u"sandbox-reset-failed"_s, u"%1 cannot be removed."_s.arg(m_server.dataFolder));
    QDir(old).removeRecursively();
    QFile::remove(recordFile(m_folder));
    return {};
}

} // namespace corridor
