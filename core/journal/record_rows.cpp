// SPDX-License-Identifier: MIT
#include "journal/record_rows.h"

#include "base/redact.h"
#include "journal/ledger.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSqlRecord>

namespace corridor {

namespace {

// Never NULL: Qt would bind a null QString as one.
QVariant text(const QString& value)
{
    return value.isEmpty() ? QString("") : redacted(value);
}

QVariant time(const QDateTime& value)
{
    return value.toUTC().toString(Qt::ISODateWithMs);
}

QDateTime timeOf(const QVariant& value)
{
    return QDateTime::fromString(value.toString(), Qt::ISODateWithMs);
}

QString json(const QJsonObject& object)
{
    return QString::fromUtf8(QJsonDocument(redactedJson(object).toObject()).toJson(QJsonDocument::Compact));
}

QJsonObject objectOf(const QVariant& value)
{
    return QJsonDocument::fromJson(value.toString().toUtf8()).object();
}

QString scriptsText(const QList<CoveredScript>& scripts)
{
    QJsonArray array;
    for (const CoveredScript& script : scripts)
        array << QJsonArray { script.name, script.checksum };
    return QString::fromUtf8(QJsonDocument(array).toJson(QJsonDocument::Compact));
}

QList<CoveredScript> scriptsOf(const QVariant& value)
{
    QList<CoveredScript> scripts;
    for (const QJsonValue& entry : QJsonDocument::fromJson(value.toString().toUtf8()).array())
        scripts << CoveredScript { entry[0].toString(), entry[1].toString() };
    return scripts;
}

} // namespace

QVariantList runStartedRow(const RunRecord& record)
{
    return { text(record.id), time(record.startedAt), text(record.who), text(record.machine),
        text(record.programVersion), text(record.project), text(record.profile), text(record.environment),
        text(record.action), text(record.target.host), text(record.target.port), text(record.target.database),
        text(record.role), text(record.serverVersion), json(record.plan) };
}

QVariantList runFinishedRow(
    const QString& id, const QString& outcome, const std::optional<Error>& error, const QDateTime& at)
{
    return { text(id), time(at), text(outcome),
        error ? QVariant(json(error->toJson())) : QVariant(QMetaType::fromType<QString>()) };
}

QVariantList stepRow(const QString& run, int ordinal, const StepRecord& step)
{
    return { text(run), ordinal, text(step.migration), step.index, step.line, text(step.outcome), step.durationMs,
        step.rows };
}

QVariantList tickRow(const QString& id, const Tick& tick)
{
    return { id, text(tick.target), text(tick.item), int(tick.ticked), text(tick.who), time(tick.at), text(tick.note),
        tick.checksum(), scriptsText(tick.scripts) };
}

QVariantList proofRow(const QString& id, const ProofRecord& proof)
{
    return { id, text(proof.migration), text(proof.upChecksum), text(proof.downChecksum),
        text(proof.verdict), text(proof.why), text(proof.serverVersion), time(proof.at) };
}

QString runColumns()
{
    return ledger::runStarted.columns.join(", ") + ", " + ledger::runFinished.columns.mid(1).join(", ");
}

RunRecord runFromRow(const QSqlQuery& row)
{
    RunRecord record;
    record.id = row.value("id").toString();
    record.startedAt = timeOf(row.value("started_at"));
    record.who = row.value("who").toString();
    record.machine = row.value("machine").toString();
    record.programVersion = row.value("program_version").toString();
    record.project = row.value("project").toString();
    record.profile = row.value("profile").toString();
    record.environment = row.value("environment").toString();
    record.action = row.value("action").toString();
    record.target
        = { row.value("host").toString(), row.value("port").toString(), row.value("database_name").toString() };
    record.role = row.value("role").toString();
    record.serverVersion = row.value("server_version").toString();
    record.plan = objectOf(row.value("plan"));
    if (!row.value("finished_at").isNull())
        record.finishedAt = timeOf(row.value("finished_at"));
    record.outcome = row.value("outcome").toString();
    if (!row.value("error").isNull())
        record.error = objectOf(row.value("error"));
    return record;
}

StepRecord stepFromRow(const QSqlQuery& row)
{
    return { .migration = row.value("migration").toString(),
        .index = row.value("step_index").toInt(),
        .line = row.value("line").toInt(),
        .outcome = row.value("outcome").toString(),
        .durationMs = row.value("duration_ms").toLongLong(),
        .rows = row.value("affected_rows").toLongLong() };
}

Tick tickFromRow(const QSqlQuery& row)
{
    return { .target = row.value("target").toString(),
        .item = row.value("item").toString(),
        .ticked = row.value("ticked").toInt() != 0,
        .who = row.value("who").toString(),
        .at = timeOf(row.value("made_at")),
        .note = row.value("note").toString(),
        .scripts = scriptsOf(row.value("scripts")) };
}

ProofRecord proofFromRow(const QSqlQuery& row)
{
    return { .migration = row.value("migration").toString(),
        .upChecksum = row.value("up_checksum").toString(),
        .downChecksum = row.value("down_checksum").toString(),
        .verdict = row.value("verdict").toString(),
        .why = row.value("why").toString(),
        .serverVersion = row.value("server_version").toString(),
        .at = timeOf(row.value("made_at")) };
}

} // namespace corridor
