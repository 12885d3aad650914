// SPDX-License-Identifier: MIT
#include "sandbox/sandbox_record.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

namespace corridor {

std::optional<SandboxRecord> readSandboxRecord(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const QJsonObject json = QJsonDocument::fromJson(file.readAll()).object();
    SandboxRecord record;
    record.process = { json["pid"].toInteger(), json["startTime"].toString().toULongLong() };
    record.server = { json["programs"].toString(), json["version"].toString(), json["major"].toInt() };
    record.dataFolder = json["data"].toString();
    record.inMemory = json["inMemory"].toBool();
    record.startedAt = QDateTime::fromString(json["startedAt"].toString(), Qt::ISODateWithMs);
    if (record.process.pid <= 0 || record.server.major <= 0 || record.dataFolder.isEmpty())
        return std::nullopt;
    return record;
}

Result<void> writeSandboxRecord(const QString& path, const SandboxRecord& record)
{
    const QJsonObject json {
        { "pid", record.process.pid },
        { "startTime", QString::number(record.process.startTime) },
        { "programs", record.server.folder },
        { "version", record.server.version },
        { "major", record.server.major },
        { "data", record.dataFolder },
        { "inMemory", record.inMemory },
        { "startedAt", record.startedAt.toString(Qt::ISODateWithMs) },
    };
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(QJsonDocument(json).toJson()) > 0 && file.commit())
        return {};
    return fail("sandbox-record-failed", QString("%1 cannot be written: %2.").arg(path, file.errorString()));
}

} // namespace corridor
