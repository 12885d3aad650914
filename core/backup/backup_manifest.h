// SPDX-License-Identifier: MIT
#pragma once

#include "base/error.h"

#include <QDateTime>
#include <QJsonObject>
#include <QList>
#include <QStringList>
#include <optional>

namespace corridor {

enum class DumpFormat {
    Custom, // one file, pg_dump -Fc
    Directory, // one file a table, pg_dump -Fd, written and read by several processes
};
QString formatWord(DumpFormat format); // custom, directory

// The rows of one table at the moment of the backup.
struct TableRows {
    QString schema, name;
    qint64 rows = 0;
    bool operator==(const TableRows&) const = default;
};

// What `CREATE DATABASE` and `ALTER DATABASE` need to make a database like the one that was dumped; an archive of
// pg_dump gives them only together with the old name.
struct DatabaseShape {
    QString encoding, collate, characterType;
    QString localeProvider; // "c" (libc), "i" (ICU), "b" (built in); empty before PostgreSQL 15
    QString locale; // of ICU or the built-in provider
    QStringList settings; // ALTER DATABASE … SET, as pg_db_role_setting has them: "name=value"
    bool operator==(const DatabaseShape&) const = default;
};

struct BackupFile {
    QString path; // relative to the backup's folder
    qint64 bytes = 0;
    QString sha256; // hex
    bool operator==(const BackupFile&) const = default;
};

// What is known about a backup, as it is written beside it. Never changed afterwards.
struct BackupManifest {
    QString id; // the folder's name
    QString database;
    QString host, port;
    int serverVersion = 0; // server_version_num
    QString clientVersion; // of pg_dump
    QString programVersion;
    DumpFormat format = DumpFormat::Custom;
    QDateTime startedAt; // the moment that the backup shows, UTC
    QDateTime finishedAt;
    QString who, machine, why;
    QStringList migrations; // applied according to _prisma_migrations, in the order in which they were
    DatabaseShape shape;
    QString timescaleVersion; // empty without the extension
    qint64 databaseBytes = 0;
    std::optional<QList<TableRows>> tables; // counted in the backup's own snapshot; unset where that was not wanted
    QString fingerprint; // of the schema (Snapshot::fingerprint, without owners and privileges)
    QList<BackupFile> files;

    int serverMajor() const { return serverVersion / 10000; }
    qint64 bytes() const;
    QString archive() const; // path of what pg_restore reads, relative to the backup's folder
    QJsonObject toJson() const;
    // "backup-manifest-invalid"
    static Result<BackupManifest> fromJson(const QJsonObject& json);
    bool operator==(const BackupManifest&) const = default;
};

} // namespace corridor
