// SPDX-License-Identifier: MIT
#include "sandbox/stale_server.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QFile>
#include <QThread>

namespace corridor {
namespace {

using namespace std::chrono_literals;

QString pidFile(const QString& dataFolder)
{
    return dataFolder + "/postmaster.pid";
}

qint64 pidIn(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readLine().trimmed().toLongLong() : 0;
}

// The working folder of every process of a server is its data folder.
bool worksIn(const QString& pid, const QString& dataFolder)
{
    return QFile::symLinkTarget("/proc/" + pid + "/cwd") == dataFolder;
}

bool isAbandoned(const QString& dataFolder)
{
    for (const QString& name : QDir("/proc").entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        if (name.front().isDigit() && worksIn(name, dataFolder) && ProcessIdentity::of(name.toLongLong()).isAlive())
            return false;
    }
    return true;
}

} // namespace

std::optional<ProcessIdentity> serverOn(const QString& dataFolder)
{
    const auto process = ProcessIdentity::of(pidIn(pidFile(dataFolder)));
    const bool runs = process.isAlive() && worksIn(QString::number(process.pid), dataFolder);
    return runs ? std::optional(process) : std::nullopt;
}

Result<void> clearStaleServer(const PrivateServer& server)
{
    if (!QFile::exists(pidFile(server.dataFolder)))
        return {};
    for (const QDeadlineTimer deadline(10s); !isAbandoned(server.dataFolder); QThread::sleep(10ms)) {
        if (deadline.hasExpired())
            return fail("sandbox-start-failed",
                QString("Processes of a server that was killed still use %1.").arg(server.dataFolder));
    }
    QFile::remove(pidFile(server.dataFolder));
    const QString socketLock = server.socketFolder + "/.s.PGSQL." + QString::number(server.port) + ".lock";
    if (!ProcessIdentity::of(pidIn(socketLock)).isAlive())
        QFile::remove(socketLock);
    return {};
}

} // namespace corridor
