// SPDX-License-Identifier: MIT
#include "sandbox/folder_copy.h"

#include "base/file_descriptor.h"

#include <QFile>
#include <dirent.h>
#include <fcntl.h>
#include <memory>
#include <sys/sendfile.h>
#include <sys/stat.h>

namespace corridor {
namespace {

bool giveTo(int file, const ServerAccount& owner)
{
    return owner.isCaller || ::fchown(file, owner.user, owner.group) == 0;
}

bool copyBytes(int from, int to)
{
    struct stat info {};
    if (::fstat(from, &info) != 0)
        return false;
    for (off_t left = info.st_size; left > 0;) {
        const ssize_t sent = ::sendfile(to, from, nullptr, size_t(left));
        if (sent <= 0)
            return false;
        left -= sent;
    }
    return true;
}

bool copyFile(int fromFolder, int toFolder, const char* name, const ServerAccount& owner)
{
    const FileDescriptor from(::openat(fromFolder, name, O_RDONLY | O_CLOEXEC));
    const FileDescriptor to(::openat(toFolder, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    return from >= 0 && to >= 0 && giveTo(to, owner) && copyBytes(from, to);
}

constexpr int folderFlags = O_RDONLY | O_DIRECTORY | O_CLOEXEC;

bool copyEntries(int from, int to, const ServerAccount& owner);

bool copyOpened(int fromFolder, int toFolder, const char* toName, const ServerAccount& owner)
{
    const FileDescriptor from(fromFolder);
    if (from < 0 || ::mkdirat(toFolder, toName, 0700) != 0)
        return false;
    const FileDescriptor to(::openat(toFolder, toName, folderFlags));
    return to >= 0 && giveTo(to, owner) && copyEntries(from, to, owner);
}

bool isFolder(int parent, const dirent& entry)
{
    struct stat info {};
    return entry.d_type == DT_DIR
        || (entry.d_type == DT_UNKNOWN && ::fstatat(parent, entry.d_name, &info, 0) == 0 && S_ISDIR(info.st_mode));
}

bool copyEntries(int from, int to, const ServerAccount& owner)
{
    // fdopendir takes its descriptor over, and it must not be the caller's.
    const std::unique_ptr<DIR, int (*)(DIR*)> list(::fdopendir(::fcntl(from, F_DUPFD_CLOEXEC, 0)), ::closedir);
    bool ok = list != nullptr;
    while (const dirent* entry = ok ? ::readdir(list.get()) : nullptr) {
        const std::string_view name(entry->d_name);
        if (name == "." || name == "..")
            continue;
        ok = isFolder(from, *entry) ? copyOpened(::openat(from, entry->d_name, folderFlags), to, entry->d_name, owner)
                                    : copyFile(from, to, entry->d_name, owner);
    }
    return ok;
}

} // namespace

Result<void> copyFolder(const QString& from, const QString& to, const ServerAccount& owner)
{
    const int source = ::open(QFile::encodeName(from).constData(), folderFlags);
    if (copyOpened(source, AT_FDCWD, QFile::encodeName(to).constData(), owner))
        return {};
    return fail("sandbox-copy-failed",
        QString("%1 cannot be copied to %2: %3.").arg(from, to, QString::fromLocal8Bit(::strerror(errno))));
}

} // namespace corridor
