// SPDX-License-Identifier: MIT
#pragma once

#include "backup/backup_manifest.h"
#include "backup/backup_progress.h"
#include "backup/retention.h"
#include "base/cancel.h"
#include "base/environment.h"

namespace corridor {

// A backup on disk: the manifest and where it is.
struct Backup {
    BackupManifest manifest;
    QString folder; // absolute
    std::optional<QDateTime> verifiedAt; // when verifyBackup() last found it good

    QString archivePath() const { return folder + '/' + manifest.archive(); }
};

// The folder in which backups are kept, each in a folder of its own with a manifest.json beside the archive. A backup
// appears in it whole or not at all. Folders are open to their owner only. Errors: "backup-folder-unwritable",
// "backup-unknown".
class BackupStore {
public:
    // CORRIDOR_BACKUPS, else corridor/backups in the user's data folder.
    static QString defaultFolder(const Environment& environment);

    explicit BackupStore(QString folder);
    QString folder() const { return m_folder; }

    // Newest first. Folders without a manifest that can be read are named in `problems`.
    QList<Backup> list(QList<Error>* problems = nullptr) const;
    Result<Backup> find(const QString& id) const;

    // A folder to write a new backup into; invisible to list() until commit() gives it its name.
    Result<QString> begin() const;
    Result<Backup> commit(const QString& unfinished, const BackupManifest& manifest) const;
    void abandon(const QString& unfinished) const;

    Result<void> remove(const QString& id) const;
    // Removes what the policy no longer needs, and what a program that died left unfinished more than a day ago.
    // The manifests of the removed ones.
    Result<QList<BackupManifest>> prune(const RetentionPolicy& policy, const QDateTime& now) const;
    Result<void> markVerified(const QString& id, const QDateTime& at) const;

private:
    QString m_folder;
};

// All files below `folder` with their sizes and checksums, ordered by path.
Result<QList<BackupFile>> hashFiles(
    const QString& folder, const CancelToken& token = CancelToken::never(), const BackupObserver& observer = {});

// Whether the files are still those of the manifest. "backup-file-missing", "archive-truncated" (shorter than it was),
// "backup-file-changed".
Result<void> checkFiles(
    const Backup& backup, const CancelToken& token = CancelToken::never(), const BackupObserver& observer = {});

} // namespace corridor
