// SPDX-License-Identifier: MIT
#pragma once

#include "backup/backup_manifest.h"

#include <chrono>
#include <optional>

namespace corridor {

// How often to take backups, and for how long to keep them.
struct RetentionPolicy {
    std::chrono::minutes every = std::chrono::hours(6);
    std::chrono::minutes keepFor = std::chrono::days(7);
    int keepAtLeast = 1; // of each database, however old: the last way back is never thrown away
};

// Pure. "6h", "7d", "30m": whole numbers from 1.
std::optional<std::chrono::minutes> periodFromText(const QString& text);

// Pure. The backups of `all` that the policy no longer needs, oldest first; databases (host, port, name) are counted
// apart. The age is that of the moment that a backup shows.
QList<BackupManifest> expiredBackups(
    const QList<BackupManifest>& all, const RetentionPolicy& policy, const QDateTime& now);

// Pure. Whether the newest of `all` (of one database) is older than the policy wants.
bool isBackupDue(const QList<BackupManifest>& all, const RetentionPolicy& policy, const QDateTime& now);

} // namespace corridor
