// SPDX-License-Identifier: MIT
#include "base/mapped_file.h"

#include "base/file_descriptor.h"

#include <QDir>
#include <QFile>
#include <fcntl.h>
#include <mutex>
#include <sys/mman.h>
#include <sys/stat.h>
#include <vector>

namespace corridor {

namespace {

constexpr qsizetype partSize = 4 << 20;

// What tells one state of a file from another.
struct FileState {
    dev_t device = 0;
    ino_t inode = 0;
    off_t size = 0;
    timespec written {}, changed {};

    bool operator==(const FileState& other) const
    {
        const auto same
            = [](const timespec& a, const timespec& b) { return a.tv_sec == b.tv_sec && a.tv_nsec == b.tv_nsec; };
        return device == other.device && inode == other.inode && size == other.size && same(written, other.written)
            && same(changed, other.changed);
    }
};

struct Mapping {
    FileState state;
    QByteArray text;
    bool holds(QByteArrayView view) const
    {
        return view.data() >= text.constData() && view.data() + view.size() <= text.constData() + text.size();
    }
};

struct Mappings {
    std::mutex mutex;
    std::vector<Mapping> list; // a handful: scripts that are that large
};

Mappings& mappings()
{
    static Mappings all;
    return all;
}

std::unexpected<Error> unreadable(const QString& reason)
{
    return fail("file-unreadable", reason);
}

int openNameless()
{
    const QByteArray folder = QFile::encodeName(QDir::tempPath());
    const int file = ::open(folder.constData(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (file >= 0)
        return file;
    QByteArray name = folder + "/corridor-XXXXXX"; // a file system without nameless files
    const int named = ::mkostemp(name.data(), O_CLOEXEC);
    if (named >= 0)
        ::unlink(name.constData());
    return named;
}

bool writeAll(int file, QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        const ssize_t n = ::write(file, bytes.data(), size_t(bytes.size()));
        if (n < 0 && errno != EINTR)
            return false;
        bytes = bytes.sliced(std::max<ssize_t>(n, 0));
    }
    return true;
}

Result<void> copy(int from, int to, off_t size)
{
    QByteArray buffer(1 << 20, Qt::Uninitialized);
    for (off_t at = 0; at < size;) {
        const ssize_t n = ::pread(from, buffer.data(), size_t(std::min<off_t>(buffer.size(), size - at)), at);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return unreadable(
                n < 0 ? QString::fromLocal8Bit(::strerror(errno)) : QString("It became shorter while it was read"));
        if (!writeAll(to, QByteArrayView(buffer).first(n)))
            return unreadable(
                QString("No room for a temporary copy: %1").arg(QString::fromLocal8Bit(::strerror(errno))));
        at += n;
    }
    return {};
}

Result<QByteArray> mapCopy(int file, off_t size)
{
    const FileDescriptor nameless(openNameless());
    if (nameless < 0)
        return unreadable(QString("No temporary file: %1").arg(QString::fromLocal8Bit(::strerror(errno))));
    CORRIDOR_TRY(copy(file, nameless, size));
    if (!writeAll(nameless, QByteArrayView("\0", 1)))
        return unreadable(QString("No room for a temporary copy: %1").arg(QString::fromLocal8Bit(::strerror(errno))));
    void* bytes = ::mmap(nullptr, size_t(size + 1), PROT_READ, MAP_PRIVATE, nameless, 0);
    if (bytes == MAP_FAILED)
        return unreadable(QString::fromLocal8Bit(::strerror(errno)));
    return QByteArray::fromRawData(static_cast<const char*>(bytes), qsizetype(size));
}

// Up to the end of the last line that begins in the first megabytes.
qsizetype endOfPart(QByteArrayView text)
{
    if (text.size() <= partSize)
        return text.size();
    if (const qsizetype last = text.first(partSize).lastIndexOf('\n'); last >= 0)
        return last + 1;
    const qsizetype next = text.indexOf('\n', partSize);
    return next < 0 ? text.size() : next + 1;
}

} // namespace

Result<QByteArray> mapFile(int file, const struct stat& info)
{
    const FileState state { info.st_dev, info.st_ino, info.st_size, info.st_mtim, info.st_ctim };
    Mappings& all = mappings();
    const std::lock_guard lock(all.mutex);
    if (const auto known = std::ranges::find(all.list, state, &Mapping::state); known != all.list.end())
        return known->text;
    auto text = mapCopy(file, info.st_size);
    if (text)
        all.list.push_back({ state, *text });
    return text;
}

void forgetPages(QByteArrayView text)
{
    static const auto page = uintptr_t(::sysconf(_SC_PAGESIZE));
    Mappings& all = mappings();
    const std::lock_guard lock(all.mutex);
    const auto mapping = std::ranges::find_if(all.list, [&](const Mapping& each) { return each.holds(text); });
    if (mapping == all.list.end())
        return;
    // A fault brings the pages around it too: those before this part came back with its first byte.
    const qsizetype offset = text.data() - mapping->text.constData();
    const uintptr_t begin = uintptr_t(text.data() - std::min(offset, partSize)) / page * page;
    const uintptr_t end = uintptr_t(text.data() + text.size());
    // Only read, never written: what is dropped comes back from the file as it was.
    ::madvise(reinterpret_cast<void*>(begin), end - begin, MADV_DONTNEED);
}

void forEachPart(QByteArrayView text, const std::function<bool(QByteArrayView part)>& look)
{
    do {
        const QByteArrayView part = text.first(endOfPart(text));
        if (!look(part))
            return;
        if (part.size() < text.size() || part.size() > partSize / 2)
            forgetPages(part);
        text = text.sliced(part.size());
    } while (!text.isEmpty());
}

} // namespace corridor
