// SPDX-License-Identifier: MIT
#pragma once

#include "backup/backup_manifest.h"

namespace corridor {

// A manifest as createBackup() writes them, of a backup begun `hoursAgo` before 2025-01-08 12:00 UTC.
inline BackupManifest sampleManifest(const QString& id, int hoursAgo = 0, const QString& database = "shop")
{
    const auto noon = QDateTime::fromString("2025-01-08T12:00:00.250Z", Qt::ISODateWithMs);
    BackupManifest manifest { .id = id,
        .database = database,
        .host = "db.example.org",
        .port = "5432",
        .serverVersion = 150004,
        .clientVersion = "15.4",
        .programVersion = "0.1.0",
        .format = DumpFormat::Directory,
        .startedAt = noon.addSecs(-3600 * hoursAgo),
        .finishedAt = noon.addSecs(-3600 * hoursAgo + 60),
        .who = "alice",
        .machine = "desk",
        .why = "before the release",
        .migrations = { "20240101_a", "20240102_b" },
        .shape = { .encoding = "UTF8",
            .collate = "de_DE.UTF-8",
            .characterType = "de_DE.UTF-8",
            .localeProvider = "c",
            .settings = { "search_path=\"$user\", public" } },
        .timescaleVersion = "2.19.3",
        .databaseBytes = 123456789012 };
    manifest.tables = QList<TableRows> { { "public", "users", 7 } };
    manifest.fingerprint = "00ff";
    manifest.files = { { "database/toc.dat", 10, "aa" }, { "database/1.dat.gz", 32, "bb" } };
    return manifest;
}

} // namespace corridor
