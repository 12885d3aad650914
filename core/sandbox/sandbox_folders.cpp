// SPDX-License-Identifier: MIT
#include "sandbox/sandbox_folders.h"

#include "sandbox/private_server.h"

#include <QDir>
#include <QFile>
#include <linux/magic.h>
#include <sys/vfs.h>
#include <unistd.h>

namespace corridor {
namespace {

using namespace Qt::StringLiterals;

// A fresh server takes 30 MB; the rest is for what people put into it.
constexpr qint64 roomForData = qint64(512) << 20;

bool isMemoryWithRoom(const QString& folder, qint64 needed)
{
    struct statfs info {};
    const QByteArray path = QFile::encodeName(folder);
    return ::statfs(path.constData(), &info) == 0 && info.f_type == TMPFS_MAGIC
        && qint64(info.f_bavail) * qint64(info.f_bsize) >= needed && ::access(path.constData(), W_OK | X_OK) == 0;
}

QString cacheFolder(const Environment& environment)
{
    const QString given = environment.value(u"XDG_CACHE_HOME"_s);
    return (given.isEmpty() ? environment.value(u"HOME"_s, QDir::homePath()) + "/.cache" : given) + "/corridor";
}

} // namespace

QString memoryFolder(const Environment& environment, const ServerAccount& account, qint64 needed)
{
    QStringList candidates { u"/dev/shm"_s };
    // Only its owner may enter it, which the server of root does not run as.
    if (account.isCaller)
        candidates << environment.value(u"XDG_RUNTIME_DIR"_s);
    for (const QString& folder : candidates) {
        if (!folder.isEmpty() && isMemoryWithRoom(folder, needed))
            return folder;
    }
    return {};
}

Result<SandboxFolders> sandboxFolders(const Environment& environment)
{
    const auto account = serverAccount();
    CORRIDOR_TRY(account);
    SandboxFolders folders;
    const QString given = environment.value(u"CORRIDOR_SANDBOX_DIR"_s);
    folders.state = given.isEmpty() ? u"/tmp/corridor-%1"_s.arg(::geteuid()) : QDir(given).absolutePath();
    // Root's server runs as somebody else, who must be able to pass through to the socket.
    const ServerAccount caller { ::geteuid(), ::getegid(), true };
    CORRIDOR_TRY(makePrivateFolder(folders.state, caller, account->isCaller ? 0700 : 0711));
    folders.cache = cacheFolder(environment);
    const QString memory = memoryFolder(environment, *account, roomForData);
    folders.inMemory = !memory.isEmpty();
    folders.data = folders.inMemory ? memory : folders.state;
    return folders;
}

} // namespace corridor
