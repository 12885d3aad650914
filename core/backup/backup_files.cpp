// SPDX-License-Identifier: MIT
#include "backup/backup_store.h"

#include <QCryptographicHash>
#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <algorithm>

namespace corridor {

namespace {

constexpr qint64 chunkBytes = 4 << 20;

QStringList filesBelow(const QString& folder)
{
    QStringList paths;
    QDirIterator at(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (at.hasNext())
        paths << QDir(folder).relativeFilePath(at.next());
    paths.sort();
    return paths;
}

// Reads files one after the other and tells how far it is.
class Hasher {
public:
    Hasher(const CancelToken& token, const BackupObserver& observer, qint64 total)
        : m_token(token)
        , m_observer(observer)
    {
        m_progress = { .phase = BackupProgress::Phase::Hashing, .total = total };
    }

    Result<QString> hash(const QString& path)
    {
        QFile file(path);
        if (!file.open(QFile::ReadOnly))
            return fail("backup-file-unreadable", path + " cannot be read: " + file.errorString() + '.');
        QCryptographicHash sum(QCryptographicHash::Sha256);
        m_progress.text = path;
        for (QByteArray chunk = file.read(chunkBytes); !chunk.isEmpty(); chunk = file.read(chunkBytes)) {
            if (m_token.isCancelled())
                return fail("cancelled", "Reading the backup was cancelled.");
            sum.addData(chunk);
            m_progress.done += chunk.size();
            if (m_observer)
                m_observer(m_progress);
        }
        if (file.error() != QFile::NoError)
            return fail("backup-file-unreadable", path + " cannot be read: " + file.errorString() + '.');
        return QString::fromLatin1(sum.result().toHex());
    }

private:
    const CancelToken& m_token;
    const BackupObserver& m_observer;
    BackupProgress m_progress;
};

Result<void> checkFile(const Backup& backup, const BackupFile& expected, Hasher& hasher)
{
    const QString path = backup.folder + '/' + expected.path;
    const QFileInfo info(path);
    const QString hint = "Use another backup.";
    if (!info.isFile())
        return fail("backup-file-missing", "The backup lacks its file " + expected.path + '.', hint);
    if (info.size() < expected.bytes)
        return fail("archive-truncated",
            QString("The backup's file %1 has %2 bytes; it had %3 when it was made.")
                .arg(expected.path)
                .arg(info.size())
                .arg(expected.bytes),
            hint);
    const auto sum = hasher.hash(path);
    CORRIDOR_TRY(sum);
    if (*sum != expected.sha256)
        return fail("backup-file-changed", "The backup's file " + expected.path + " has been changed.", hint);
    return {};
}

} // namespace

Result<QList<BackupFile>> hashFiles(const QString& folder, const CancelToken& token, const BackupObserver& observer)
{
    QList<BackupFile> files;
    qint64 total = 0;
    for (const QString& path : filesBelow(folder)) {
        files << BackupFile { .path = path, .bytes = QFileInfo(folder + '/' + path).size() };
        total += files.last().bytes;
    }
    Hasher hasher(token, observer, total);
    for (BackupFile& file : files) {
        const auto sum = hasher.hash(folder + '/' + file.path);
        CORRIDOR_TRY(sum);
        file.sha256 = *sum;
    }
    return files;
}

Result<void> checkFiles(const Backup& backup, const CancelToken& token, const BackupObserver& observer)
{
    Hasher hasher(token, observer, backup.manifest.bytes());
    for (const BackupFile& file : backup.manifest.files)
        CORRIDOR_TRY(checkFile(backup, file, hasher));
    return {};
}

} // namespace corridor
