// SPDX-License-Identifier: MIT
#include "backup/backup_store.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QSaveFile>
#include <QStandardPaths>
#include <QUuid>
#include <algorithm>

namespace corridor {

namespace {

const char manifestName[] = "manifest.json";
const char verifiedName[] = "verified.json";
const QString unfinishedPrefix = ".unfinished-";

std::unexpected<Error> unwritable(const QString& path)
{
    return fail("backup-folder-unwritable", "The backup folder " + path + " cannot be written.",
        "Set CORRIDOR_BACKUPS to a folder that you may write to.");
}

Result<void> writeJson(const QString& path, const QJsonObject& json)
{
    QSaveFile file(path);
    const QByteArray text = QJsonDocument(json).toJson();
    if (!file.open(QFile::WriteOnly) || file.write(text) != text.size() || !file.commit())
        return fail("backup-folder-unwritable", path + " cannot be written: " + file.errorString() + '.');
    return {};
}

Result<QJsonObject> readJson(const QString& path)
{
    QFile file(path);
    if (!file.open(QFile::ReadOnly))
        return fail("backup-manifest-invalid", path + " cannot be read: " + file.errorString() + '.');
    QJsonParseError problem;
    const auto document = QJsonDocument::fromJson(file.readAll(), &problem);
    if (problem.error != QJsonParseError::NoError)
        return fail("backup-manifest-invalid", path + " is not JSON: " + problem.errorString() + '.');
    return document.object();
}

Result<Backup> readBackup(const QString& folder)
{
    const auto json = readJson(folder + '/' + manifestName);
    CORRIDOR_TRY(json);
    const auto manifest = BackupManifest::fromJson(*json);
    if (!manifest) {
        Error error = manifest.error();
        error.message = folder + ": " + error.message;
        return std::unexpected(error);
    }
    Backup backup { .manifest = *manifest, .folder = folder };
    backup.manifest.id = QFileInfo(folder).fileName(); // the folder may have been renamed
    if (const auto verified = readJson(folder + '/' + verifiedName))
        backup.verifiedAt = QDateTime::fromString((*verified)["at"].toString(), Qt::ISODateWithMs);
    return backup;
}

// Ids are file names and are typed by people.
QString idOf(const BackupManifest& manifest)
{
    QString database;
    for (const QChar character : manifest.database)
        database += character.isLetterOrNumber() || character == '_' || character == '-' ? character : QChar('_');
    return manifest.startedAt.toUTC().toString("yyyyMMdd'T'hhmmss'Z'") + '-' + database;
}

} // namespace

BackupStore::BackupStore(QString folder)
    : m_folder(std::move(folder))
{
}

QString BackupStore::defaultFolder(const Environment& environment)
{
    const QString named = environment.value("CORRIDOR_BACKUPS");
    if (!named.isEmpty())
        return named;
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + "/corridor/backups";
}

QList<Backup> BackupStore::list(QList<Error>* problems) const
{
    QList<Backup> backups;
    for (const QFileInfo& entry : QDir(m_folder).entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        const auto backup = readBackup(entry.absoluteFilePath());
        if (backup)
            backups << *backup;
        else if (problems)
            *problems << backup.error();
    }
    std::ranges::stable_sort(
        backups, std::ranges::greater(), [](const Backup& backup) { return backup.manifest.startedAt; });
    return backups;
}

Result<Backup> BackupStore::find(const QString& id) const
{
    const QString folder = QDir(m_folder).absoluteFilePath(id);
    if (id.isEmpty() || id.contains('/') || id.startsWith('.') || !QFileInfo(folder).isDir())
        return fail("backup-unknown", "There is no backup \"" + id + "\" in " + m_folder + '.');
    return readBackup(folder);
}

Result<QString> BackupStore::begin() const
{
    const QString path
        = QDir(m_folder).absoluteFilePath(unfinishedPrefix + QUuid::createUuid().toString(QUuid::WithoutBraces));
    if (!QDir().mkpath(path))
        return unwritable(m_folder);
    QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    return path;
}

Result<Backup> BackupStore::commit(const QString& unfinished, const BackupManifest& manifest) const
{
    Backup backup { .manifest = manifest };
    const QString wanted = idOf(manifest);
    for (int number = 1;; ++number) { // two backups of one second
        backup.manifest.id = number == 1 ? wanted : wanted + '-' + QString::number(number);
        backup.folder = QDir(m_folder).absoluteFilePath(backup.manifest.id);
        if (QFileInfo::exists(backup.folder))
            continue;
        CORRIDOR_TRY(writeJson(unfinished + '/' + manifestName, backup.manifest.toJson()));
        if (QDir().rename(unfinished, backup.folder))
            return backup;
        if (!QFileInfo::exists(backup.folder))
            return unwritable(m_folder);
    }
}

void BackupStore::abandon(const QString& unfinished) const
{
    QDir(unfinished).removeRecursively();
}

Result<void> BackupStore::remove(const QString& id) const
{
    const auto backup = find(id);
    CORRIDOR_TRY(backup);
    // Out of sight first, so that a half removed one is never listed.
    const QString hidden = QDir(m_folder).absoluteFilePath(unfinishedPrefix + id);
    if (!QDir().rename(backup->folder, hidden) || !QDir(hidden).removeRecursively())
        return unwritable(m_folder);
    return {};
}

Result<QList<BackupManifest>> BackupStore::prune(const RetentionPolicy& policy, const QDateTime& now) const
{
    QList<BackupManifest> all;
    for (const Backup& backup : list())
        all << backup.manifest;
    const QList<BackupManifest> expired = expiredBackups(all, policy, now);
    for (const BackupManifest& backup : expired)
        CORRIDOR_TRY(remove(backup.id));
    const QDir folder(m_folder);
    const auto unfinished = folder.entryInfoList({ unfinishedPrefix + '*' }, QDir::Dirs | QDir::Hidden);
    for (const QFileInfo& entry : unfinished) {
        if (entry.lastModified().secsTo(now) > 86'400)
            QDir(entry.filePath()).removeRecursively();
    }
    return expired;
}

Result<void> BackupStore::markVerified(const QString& id, const QDateTime& at) const
{
    const auto backup = find(id);
    CORRIDOR_TRY(backup);
    return writeJson(backup->folder + '/' + verifiedName, { { "at", at.toUTC().toString(Qt::ISODateWithMs) } });
}

} // namespace corridor
