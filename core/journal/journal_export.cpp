// SPDX-License-Identifier: MIT
#include "journal/journal_export.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace corridor {

namespace {

QString timeText(const QDateTime& time) { return time.toUTC().toString(Qt::ISODateWithMs); }

QJsonObject stepJson(const StepRecord& step)
{
    return { { "migration", step.migration }, { "index", step.index }, { "line", step.line }, { "outcome", step.outcome },
        { "durationMs", step.durationMs }, { "rows", step.rows < 0 ? QJsonValue() : QJsonValue(step.rows) } };
}

// A cell of a Markdown table: on one line, and no bar or backtick of its own.
QString cell(QString text)
{
    return text.replace('\n', ' ').replace('|', "\\|").replace('`', '\'');
}

QString row(const QStringList& cells)
{
    QStringList texts;
    for (const QString& text : cells)
        texts << cell(text);
    return "| " + texts.join(" | ") + " |\n";
}

QString outcomeText(const RunRecord& run)
{
    if (!run.isFinished())
        return "open";
    return run.error ? run.outcome + " (" + (*run.error)["code"].toString() + ')' : run.outcome;
}

QString details(const RunRecord& run)
{
    QString text = "\n## " + cell(run.action) + ' ' + cell(run.target.key()) + ", " + timeText(run.startedAt) + "\n\n- run: " + run.id
        + "\n- by: " + cell(run.who) + " on " + cell(run.machine) + "\n- outcome: " + cell(outcomeText(run)) + '\n';
    if (const QString reason = run.plan["overrideReason"].toString(); !reason.isEmpty())
        text += "- **the gate was overridden: " + cell(reason) + "**\n";
    if (run.error)
        text += "- error: " + cell((*run.error)["message"].toString()) + '\n';
    if (run.steps.isEmpty())
        return text;
    text += '\n' + row({ "migration", "outcome", "ms" }) + "|---|---|--:|\n";
    for (const StepRecord& step : run.steps)
        text += row({ step.migration, step.outcome, QString::number(step.durationMs) });
    return text;
}

} // namespace

QString faultWord(JournalFault::Kind kind)
{
    switch (kind) {
    case JournalFault::Kind::RowChanged:
        return "row-changed";
    case JournalFault::Kind::RowRemoved:
        return "row-removed";
    case JournalFault::Kind::RowAdded:
        return "row-added";
    case JournalFault::Kind::LineMissing:
        return "line-missing";
    case JournalFault::Kind::ChainBroken:
        return "chain-broken";
    case JournalFault::Kind::HeadUnknown:
        return "head-unknown";
    }
    return {};
}

QJsonObject journalJson(const RunRecord& run)
{
    QJsonArray steps;
    for (const StepRecord& step : run.steps)
        steps << stepJson(step);
    return { { "id", run.id }, { "startedAt", timeText(run.startedAt) },
        { "finishedAt", run.finishedAt ? QJsonValue(timeText(*run.finishedAt)) : QJsonValue() }, { "who", run.who },
        { "machine", run.machine }, { "program", run.programVersion }, { "project", run.project }, { "profile", run.profile },
        { "environment", run.environment }, { "action", run.action }, { "target", run.target.key() }, { "role", run.role },
        { "serverVersion", run.serverVersion }, { "outcome", run.outcome }, { "plan", run.plan },
        { "error", run.error ? QJsonValue(*run.error) : QJsonValue() }, { "steps", steps } };
}

QByteArray journalJsonText(const QList<RunRecord>& runs, const Verification& verification)
{
    QJsonArray array;
    for (const RunRecord& run : runs)
        array << journalJson(run);
    return QJsonDocument(QJsonObject { { "runs", array }, { "lines", verification.lines }, { "head", verification.head },
                             { "untouched", verification.ok() } })
        .toJson();
}

QByteArray journalMarkdown(const QList<RunRecord>& runs, const Verification& verification)
{
    QString text = "# Journal\n\n"
        + QString(verification.ok() ? "All %1 lines hold; head `%2`.\n\n" : "**The journal was changed** (%1 lines; head `%2`).\n\n")
              .arg(verification.lines).arg(verification.head);
    text += row({ "started (UTC)", "action", "target", "by", "outcome" }) + "|---|---|---|---|---|\n";
    for (const RunRecord& run : runs)
        text += row({ timeText(run.startedAt), run.action, run.target.key(), run.who, outcomeText(run) });
    for (const RunRecord& run : runs)
        text += details(run);
    return text.toUtf8();
}

} // namespace corridor
