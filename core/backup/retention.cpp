// SPDX-License-Identifier: MIT
#include "backup/retention.h"

#include <QHash>
#include <QMap>
#include <algorithm>

namespace corridor {

namespace {

bool isOlder(const BackupManifest& backup, std::chrono::minutes age, const QDateTime& now)
{
    return backup.startedAt.addDuration(age) < now;
}

} // namespace

std::optional<std::chrono::minutes> periodFromText(const QString& text)
{
    const QHash<QChar, int> minutes { { 'm', 1 }, { 'h', 60 }, { 'd', 24 * 60 } };
    bool isNumber = false;
    const int count = text.chopped(text.isEmpty() ? 0 : 1).toInt(&isNumber);
    const int unit = text.isEmpty() ? 0 : minutes.value(text.back());
    if (!isNumber || count < 1 || count > 100'000 || unit == 0)
        return std::nullopt;
    return std::chrono::minutes(qint64(count) * unit);
}

QList<BackupManifest> expiredBackups(
    const QList<BackupManifest>& all, const RetentionPolicy& policy, const QDateTime& now)
{
    QMap<QStringList, QList<BackupManifest>> databases;
    for (const BackupManifest& backup : all)
        databases[{ backup.host, backup.port, backup.database }] << backup;
    QList<BackupManifest> expired;
    for (QList<BackupManifest>& backups : databases) {
        std::ranges::sort(backups, {}, &BackupManifest::startedAt);
        for (const BackupManifest& backup : backups.first(qMax<qsizetype>(0, backups.size() - policy.keepAtLeast))) {
            if (isOlder(backup, policy.keepFor, now))
                expired << backup;
        }
    }
    std::ranges::stable_sort(expired, {}, &BackupManifest::startedAt);
    return expired;
}

bool isBackupDue(const QList<BackupManifest>& all, const RetentionPolicy& policy, const QDateTime& now)
{
    return std::ranges::all_of(all, [&](const BackupManifest& backup) { return isOlder(backup, policy.every, now); });
}

} // namespace corridor
