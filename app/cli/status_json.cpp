// SPDX-License-Identifier: MIT
#include "status_json.h"

namespace corridor {

namespace {

QJsonValue durationJson(const HistoryRow& row)
{
    return row.finishedAt ? QJsonValue(row.startedAt.msecsTo(*row.finishedAt)) : QJsonValue();
}

QJsonValue orNull(const QString& text) { return text.isEmpty() ? QJsonValue() : QJsonValue(text); }

} // namespace

QJsonValue timeJson(const std::optional<QDateTime>& time)
{
    return time ? QJsonValue(time->toUTC().toString(Qt::ISODateWithMs)) : QJsonValue();
}

QJsonObject toJson(const HistoryRow& row)
{
    return { { "id", row.id }, { "name", row.migrationName }, { "checksum", row.checksum }, { "startedAt", timeJson(row.startedAt) },
        { "finishedAt", timeJson(row.finishedAt) }, { "rolledBackAt", timeJson(row.rolledBackAt) },
        { "durationMs", durationJson(row) }, { "appliedSteps", row.appliedStepsCount },
        { "logs", row.logs ? QJsonValue(*row.logs) : QJsonValue() } };
}

QJsonObject toJson(const MigrationStatus& status)
{
    const HistoryRow* row = status.current();
    return { { "name", status.name }, { "state", stateWord(status.state) }, { "checksum", orNull(status.checksum) },
        { "appliedChecksum", row ? QJsonValue(row->checksum) : QJsonValue() },
        { "startedAt", row ? timeJson(row->startedAt) : QJsonValue() },
        { "finishedAt", row ? timeJson(row->finishedAt) : QJsonValue() },
        { "rolledBackAt", row ? timeJson(row->rolledBackAt) : QJsonValue() },
        { "durationMs", row ? durationJson(*row) : QJsonValue() }, { "appliedSteps", row ? row->appliedStepsCount : 0 },
        { "onDisk", status.onDisk }, { "edited", status.edited }, { "hasDown", status.hasDown } };
}

QJsonArray toJson(const QList<MigrationStatus>& migrations)
{
    QJsonArray list;
    for (const MigrationStatus& migration : migrations)
        list << toJson(migration);
    return list;
}

QJsonArray toJson(const QList<ProjectProblem>& problems)
{
    QJsonArray list;
    for (const ProjectProblem& problem : problems)
        list << QJsonObject { { "code", problem.code }, { "message", problem.message }, { "migration", orNull(problem.migration) } };
    return list;
}

} // namespace corridor
