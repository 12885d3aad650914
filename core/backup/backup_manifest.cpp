// SPDX-License-Identifier: MIT
#include "backup/backup_manifest.h"

#include <QJsonArray>

namespace corridor {

namespace {

constexpr int manifestVersion = 1;

QString timeText(const QDateTime& time)
{
    return time.toUTC().toString(Qt::ISODateWithMs);
}

QDateTime timeOf(const QJsonValue& value)
{
    return QDateTime::fromString(value.toString(), Qt::ISODateWithMs);
}

QStringList textsOf(const QJsonValue& value)
{
    QStringList texts;
    for (const QJsonValue& entry : value.toArray())
        texts << entry.toString();
    return texts;
}

QJsonObject shapeJson(const DatabaseShape& shape)
{
    return { { "encoding", shape.encoding }, { "collate", shape.collate }, { "characterType", shape.characterType },
        { "localeProvider", shape.localeProvider }, { "locale", shape.locale },
        { "settings", QJsonArray::fromStringList(shape.settings) } };
}

DatabaseShape shapeOf(const QJsonValue& json)
{
    return { .encoding = json["encoding"].toString(),
        .collate = json["collate"].toString(),
        .characterType = json["characterType"].toString(),
        .localeProvider = json["localeProvider"].toString(),
        .locale = json["locale"].toString(),
        .settings = textsOf(json["settings"]) };
}

QJsonValue tablesJson(const std::optional<QList<TableRows>>& tables)
{
    if (!tables)
        return QJsonValue();
    QJsonArray array;
    for (const TableRows& table : *tables)
        array << QJsonObject { { "schema", table.schema }, { "name", table.name }, { "rows", table.rows } };
    return array;
}

std::optional<QList<TableRows>> tablesOf(const QJsonValue& json)
{
    if (!json.isArray())
        return std::nullopt;
    QList<TableRows> tables;
    for (const QJsonValue& table : json.toArray())
        tables << TableRows { table["schema"].toString(), table["name"].toString(), table["rows"].toInteger() };
    return tables;
}

QJsonArray filesJson(const QList<BackupFile>& files)
{
    QJsonArray array;
    for (const BackupFile& file : files)
        array << QJsonObject { { "path", file.path }, { "bytes", file.bytes }, { "sha256", file.sha256 } };
    return array;
}

QList<BackupFile> filesOf(const QJsonValue& json)
{
    QList<BackupFile> files;
    for (const QJsonValue& file : json.toArray())
        files << BackupFile { file["path"].toString(), file["bytes"].toInteger(), file["sha256"].toString() };
    return files;
}

} // namespace

QString formatWord(DumpFormat format)
{
    return format == DumpFormat::Custom ? "custom" : "directory";
}

qint64 BackupManifest::bytes() const
{
    qint64 sum = 0;
    for (const BackupFile& file : files)
        sum += file.bytes;
    return sum;
}

QString BackupManifest::archive() const
{
    return format == DumpFormat::Custom ? "database.dump" : "database";
}

QJsonObject BackupManifest::toJson() const
{
    return { { "corridorBackup", manifestVersion }, { "id", id }, { "database", database }, { "host", host },
        { "port", port }, { "serverVersion", serverVersion }, { "clientVersion", clientVersion },
        { "programVersion", programVersion }, { "format", formatWord(format) }, { "startedAt", timeText(startedAt) },
        { "finishedAt", timeText(finishedAt) }, { "who", who }, { "machine", machine }, { "why", why },
        { "migrations", QJsonArray::fromStringList(migrations) }, { "shape", shapeJson(shape) },
        { "timescaleVersion", timescaleVersion }, { "databaseBytes", databaseBytes }, { "tables", tablesJson(tables) },
        { "fingerprint", fingerprint }, { "files", filesJson(files) } };
}

Result<BackupManifest> BackupManifest::fromJson(const QJsonObject& json)
{
    if (json["corridorBackup"].toInt() != manifestVersion)
        return fail("backup-manifest-invalid", "This is not a manifest that this version of Corridor reads.");
    BackupManifest manifest;
    const std::pair<const char*, QString*> texts[] = { { "id", &manifest.id }, { "database", &manifest.database },
        { "host", &manifest.host }, { "port", &manifest.port }, { "clientVersion", &manifest.clientVersion },
        { "programVersion", &manifest.programVersion }, { "who", &manifest.who }, { "machine", &manifest.machine },
        { "why", &manifest.why }, { "timescaleVersion", &manifest.timescaleVersion },
        { "fingerprint", &manifest.fingerprint } };
    for (const auto& [key, text] : texts)
        *text = json[QLatin1StringView(key)].toString();
    manifest.serverVersion = json["serverVersion"].toInt();
    manifest.format = json["format"] == "directory" ? DumpFormat::Directory : DumpFormat::Custom;
    manifest.startedAt = timeOf(json["startedAt"]);
    manifest.finishedAt = timeOf(json["finishedAt"]);
    manifest.migrations = textsOf(json["migrations"]);
    manifest.shape = shapeOf(json["shape"]);
    manifest.databaseBytes = json["databaseBytes"].toInteger();
    manifest.tables = tablesOf(json["tables"]);
    manifest.files = filesOf(json["files"]);
    if (manifest.id.isEmpty() || manifest.files.isEmpty() || !manifest.startedAt.isValid())
        return fail("backup-manifest-invalid", "The manifest lacks its id, its files or its time.");
    return manifest;
}

} // namespace corridor
