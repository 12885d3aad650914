// SPDX-License-Identifier: MIT
#include "sandbox/private_server.h"

#include "sandbox/folder_copy.h"
#include "sandbox/stale_server.h"

#include <QDir>
#include <QFile>
#include <QUrl>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

namespace corridor {
namespace {

using namespace Qt::StringLiterals;

// For one person on one machine. Autovacuum would only blur measurements of a rehearsal.
constexpr const char* smallServer[] = {
    "listen_addresses = ''",
    "shared_buffers = 32MB",
    "max_connections = 100",
    "max_locks_per_transaction = 256",
    "min_wal_size = 32MB",
    "max_wal_size = 256MB",
    "jit = off",
    "log_timezone = UTC",
    "timezone = UTC",
};
constexpr const char* carelessServer[] = {
    "fsync = off",
    "synchronous_commit = off",
    "full_page_writes = off",
    "wal_level = minimal",
    "max_wal_senders = 0",
    "autovacuum = off",
};

// As postgresql.conf takes one folder in a list of folders.
QString quotedFolder(QString folder)
{
    folder.replace('"', u"\"\""_s).replace('\\', u"\\\\"_s).replace('\'', u"''"_s);
    return u"'\"%1\"'"_s.arg(folder);
}

QStringList configuration(const PrivateServer& server, Durability durability, const QStringList& settings)
{
    QStringList lines { u"# written by corridor"_s };
    for (const char* line : smallServer)
        lines << QString::fromLatin1(line);
    if (durability == Durability::None) {
        for (const char* line : carelessServer)
            lines << QString::fromLatin1(line);
    }
    lines << u"unix_socket_directories = "_s + quotedFolder(server.socketFolder) << u"port = %1"_s.arg(server.port);
    return lines + settings;
}

std::unexpected<Error> unsafeFolder(const QString& folder, const QString& why)
{
    return fail(u"sandbox-folder-unsafe"_s, u"%1 %2."_s.arg(folder, why),
        u"Remove it, or point CORRIDOR_SANDBOX_DIR to a folder of your own with a short path."_s);
}

} // namespace

QString PrivateServer::url(const QString& database) const
{
    return u"postgresql://postgres@localhost:%1/%2?host=%3"_s.arg(QString::number(port),
        QString::fromLatin1(QUrl::toPercentEncoding(database)),
        QString::fromLatin1(QUrl::toPercentEncoding(socketFolder, "/")));
}

ConnectionOptions PrivateServer::connection(const QString& database) const
{
    ConnectionOptions options;
    options.set("host", QFile::encodeName(socketFolder));
    options.set("port", QByteArray::number(port));
    options.set("user", "postgres");
    options.set("dbname", database.toUtf8());
    options.set("connect_timeout", "5");
    return options;
}

Result<void> createData(
    const PrivateServer& server, const QString& dataTemplate, Durability durability, const QStringList& settings)
{
    CORRIDOR_TRY(copyFolder(dataTemplate, server.dataFolder, server.account));
    QFile file(server.dataFolder + "/postgresql.conf");
    const QByteArray text = configuration(server, durability, settings).join('\n').toUtf8() + '\n';
    if (!file.open(QIODevice::Append) || file.write(text) != text.size())
        return fail(u"sandbox-copy-failed"_s, u"%1 cannot be written: %2."_s.arg(file.fileName(), file.errorString()));
    return {};
}

Result<ProcessIdentity> startServer(const PrivateServer& server, ServerLaunch::Life life, const CancelToken& token)
{
    if (!fitsSocketAddress(server.socketFolder, server.port))
        return unsafeFolder(server.socketFolder, u"is too long a path for a socket (107 bytes with its name)"_s);
    CORRIDOR_TRY(makePrivateFolder(server.socketFolder, server.account));
    CORRIDOR_TRY(clearStaleServer(server));
    auto process
        = launchServer({ server.binaries.postgres(), server.dataFolder, server.logFile, server.account, life });
    CORRIDOR_TRY(process);
    if (auto ready = waitUntilReady(*process, server.socketFolder, server.port, server.logFile, token); !ready) {
        stopServer(*process, StopMode::Immediate);
        return std::unexpected(ready.error());
    }
    return process;
}

Result<void> makePrivateFolder(const QString& folder, const ServerAccount& account, int mode)
{
    const QByteArray path = QFile::encodeName(folder);
    if (::mkdir(path.constData(), mode_t(mode)) == 0) {
        const bool given = account.isCaller || ::chown(path.constData(), account.user, account.group) == 0;
        if (!given || ::chmod(path.constData(), mode_t(mode)) != 0) // whatever the umask left of it
            return unsafeFolder(folder, u"cannot be given to the user that runs the server"_s);
        return {};
    }
    struct stat info {};
    if (errno != EEXIST || ::lstat(path.constData(), &info) != 0)
        return unsafeFolder(folder, u"cannot be made: "_s + QString::fromLocal8Bit(::strerror(errno)));
    if (!S_ISDIR(info.st_mode))
        return unsafeFolder(folder, u"is not a folder"_s);
    if (info.st_uid != account.user)
        return unsafeFolder(folder, u"belongs to somebody else"_s);
    if ((info.st_mode & 07777 & ~mode_t(mode)) != 0)
        return unsafeFolder(folder, u"is open to others"_s);
    return {};
}

bool fitsSocketAddress(const QString& socketFolder, int port)
{
    const auto name = ".s.PGSQL." + QByteArray::number(port);
    return QFile::encodeName(socketFolder).size() + 1 + name.size() < qsizetype(sizeof(sockaddr_un::sun_path));
}

} // namespace corridor
