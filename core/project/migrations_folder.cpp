// SPDX-License-Identifier: MIT
#include "base/file_descriptor.h"
#include "base/mapped_file.h"
#include "project/project.h"
#include "project/script_problems.h"

#include <QDir>
#include <QFile>
#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

// Read with openat(2) rather than QDir and QFile: the folder may hold thousands of migrations, and a status or a
// refresh of the window reads them all.
namespace corridor {
namespace {

// Node cannot hold a longer text; nor is it a migration.
constexpr off_t largestScript = 512 * 1024 * 1024;

struct FileRead {
    std::optional<QByteArray> bytes;
    bool missing = false;
    QString reason; // why bytes is unset though the file is there
};

FileRead unreadable(int error)
{
    return { {}, error == ENOENT, QString::fromLocal8Bit(::strerror(error)) };
}

FileRead readAll(int file, off_t size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    qsizetype got = 0;
    while (got < bytes.size()) {
        const ssize_t n = ::read(file, bytes.data() + got, size_t(bytes.size() - got));
        if (n < 0 && errno != EINTR)
            return unreadable(errno);
        if (n == 0)
            break;
        got += std::max<ssize_t>(n, 0);
    }
    bytes.truncate(got);
    return { bytes };
}

constexpr off_t mappedFrom = 16 * 1024 * 1024; // larger scripts take no memory of their own

FileRead mapAll(int file, const struct stat& info)
{
    const auto mapped = mapFile(file, info);
    return mapped ? FileRead { *mapped } : FileRead { {}, false, mapped.error().message };
}

FileRead readFile(int root, const QByteArray& path)
{
    // O_NONBLOCK: a FIFO of that name must not hang the program.
    const FileDescriptor file(::openat(root, path.constData(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    struct stat info {};
    if (file < 0 || ::fstat(file, &info) != 0)
        return unreadable(errno);
    if (!S_ISREG(info.st_mode))
        return { {}, false, QStringLiteral("Is not a file") };
    if (info.st_size > largestScript)
        return { {}, false, QStringLiteral("Is larger than 512 MiB") };
    return info.st_size < mappedFrom ? readAll(file, info.st_size) : mapAll(file, info);
}

struct FolderList {
    QStringList names;
    QList<ProjectProblem> problems;
};

bool isFolder(int parent, const dirent& entry)
{
    if (entry.d_type != DT_UNKNOWN)
        return entry.d_type == DT_DIR;
    struct stat info {};
    return ::fstatat(parent, entry.d_name, &info, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(info.st_mode);
}

bool isLinkToFolder(int parent, const dirent& entry)
{
    struct stat info {};
    return (entry.d_type == DT_LNK || entry.d_type == DT_UNKNOWN) && ::fstatat(parent, entry.d_name, &info, 0) == 0
        && S_ISDIR(info.st_mode);
}

void addEntry(int parent, const dirent& entry, FolderList& list)
{
    const QByteArray bytes(entry.d_name);
    if (bytes == "." || bytes == "..")
        return;
    const QString name = QFile::decodeName(bytes);
    if (isFolder(parent, entry)) {
        if (QFile::encodeName(name) == bytes)
            list.names.append(name);
        else
            list.problems.append({ "name-not-utf8", "A folder's name is not UTF-8; it is left out.", name });
    } else if (isLinkToFolder(parent, entry)) {
        list.problems.append({ "symlink-ignored", "A symbolic link to a folder is no migration for Prisma.", name });
    } else if (name.endsWith(".sql", Qt::CaseInsensitive)) {
        list.problems.append({ "file-ignored", "A script directly in the migrations folder is no migration.", name });
    }
}

FolderList listFolders(DIR* folder)
{
    FolderList list;
    while (const dirent* entry = ::readdir(folder))
        addEntry(::dirfd(folder), *entry, list);
    return list;
}

void describeMissingScript(const FileRead& read, Migration& migration, QList<ProjectProblem>& problems)
{
    if (read.missing) {
        migration.problem = "There is no migration.sql in the folder.";
        problems.append({ "script-missing", migration.problem, migration.name });
    } else {
        migration.problem = "migration.sql cannot be read: " + read.reason + ".";
        problems.append({ "script-unreadable", migration.problem, migration.name });
    }
}

Migration readMigration(int root, const QString& rootPath, const QString& name, QList<ProjectProblem>& problems)
{
    Migration migration { .name = name, .path = rootPath + '/' + name };
    const QByteArray folder = QFile::encodeName(name);
    FileRead script = readFile(root, folder + "/migration.sql");
    if (!script.bytes) {
        describeMissingScript(script, migration, problems);
    } else {
        migration.checksum = prismaChecksum(*script.bytes);
        problems += scriptProblems(name, *script.bytes);
        migration.script = std::move(script.bytes);
    }
    FileRead down = readFile(root, folder + "/down.sql");
    if (!down.bytes && !down.missing)
        problems.append({ "down-unreadable", "down.sql cannot be read: " + down.reason + ".", name });
    migration.down = std::move(down.bytes);
    return migration;
}

void noteOrder(const QStringList& names, QList<ProjectProblem>& problems)
{
    if (const auto pair = firstDifferenceOfOrders(names)) {
        const QString text = "Prisma before 6.6 applies %1 before %2; later versions the other way round.";
        problems.append({ "order-differs", text.arg(pair->first, pair->second), pair->second });
    }
}

} // namespace

QList<Migration> readMigrations(const QString& migrationsPath, QList<ProjectProblem>* problems, MigrationOrder order)
{
    QList<ProjectProblem> found;
    QList<Migration> migrations;
    const std::unique_ptr<DIR, int (*)(DIR*)> folder(
        ::opendir(QFile::encodeName(migrationsPath).constData()), ::closedir);
    if (folder) {
        FolderList list = listFolders(folder.get());
        found = std::move(list.problems);
        sortMigrationNames(list.names, order);
        noteOrder(list.names, found);
        migrations.reserve(list.names.size());
        const QString absolute = QDir(migrationsPath).absolutePath();
        for (const QString& name : std::as_const(list.names))
            migrations.append(readMigration(::dirfd(folder.get()), absolute, name, found));
    } else if (errno != ENOENT) {
        found.append({ "folder-unreadable",
            migrationsPath + " cannot be read: " + QString::fromLocal8Bit(::strerror(errno)) + ".", {} });
    }
    if (problems)
        problems->append(found);
    return migrations;
}

} // namespace corridor
