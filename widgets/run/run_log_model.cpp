// SPDX-License-Identifier: MIT
#include "run_log_model.h"

#include "base/redact.h"
#include "report/quantity_text.h"
#include "widgets/style/icon.h"

#include <optional>

using namespace Qt::StringLiterals;

namespace corridor {

namespace {

constexpr qsizetype keptLines = 20'000;

using Line = RunLogModel::Line;

QString stepText(const RunEvent& event)
{
    QString text = RunLogModel::tr("Statement %1 of %2").arg(event.step + 1).arg(event.steps);
    if (event.affectedRows >= 0)
        text += u", "_s + countText(event.affectedRows, u"row"_s);
    return text;
}

QString noticeText(const ServerMessage& message)
{
    QString text = message.severity + u": "_s + message.message;
    if (!message.hint.isEmpty())
        text += u" ("_s + message.hint + u')';
    return redacted(text);
}

QString failureText(const Error& error)
{
    const QString code = error.sqlstate.isEmpty() ? error.code : error.sqlstate;
    const QString what = error.detail.isEmpty() ? error.message : error.detail;
    return redacted(code.isEmpty() ? what : code + u": "_s + what);
}

// What an event adds to the log; nothing for those that only move the progress.
std::optional<Line> lineOf(const RunEvent& event)
{
    Line line { .at = QDateTime::currentDateTime(), .migration = event.migration, .scriptLine = event.line };
    switch (event.kind) {
    case RunEvent::Kind::WaitingForLock:
        line.tone = Tone::Warning;
        line.iconName = "lock"_L1;
        line.text = RunLogModel::tr("Waiting for the migration lock. %1").arg(redacted(event.text));
        return line;
    case RunEvent::Kind::RunStarted:
        line.iconName = "info"_L1;
        line.text = RunLogModel::tr("%1 to run").arg(countText(event.total, u"migration"_s));
        return line;
    case RunEvent::Kind::MigrationStarted:
        line.tone = Tone::Pending;
        line.iconName = "deploy"_L1;
        line.text = RunLogModel::tr("Started, %1 of %2").arg(event.index + 1).arg(event.total);
        return line;
    case RunEvent::Kind::StepStarted:
        return {};
    case RunEvent::Kind::StepFinished:
        if (event.steps <= 1)
            return {};
        line.iconName = "check"_L1;
        line.durationMs = event.durationMs;
        line.text = stepText(event);
        return line;
    case RunEvent::Kind::StepBlocked:
        if (event.repeated)
            return {};
        line.tone = Tone::Warning;
        line.iconName = "lock"_L1;
        line.text = redacted(event.text);
        return line;
    case RunEvent::Kind::StepProgress:
        return {};
    case RunEvent::Kind::Notice:
        line.tone = event.message.severity == "WARNING"_L1 ? Tone::Warning : Tone::Neutral;
        line.iconName = line.tone == Tone::Warning ? "warning"_L1 : "info"_L1;
        line.text = noticeText(event.message);
        return line;
    case RunEvent::Kind::MigrationFinished:
        line.tone = Tone::Ok;
        line.iconName = "applied"_L1;
        line.durationMs = event.durationMs;
        line.text = RunLogModel::tr("Done");
        return line;
    case RunEvent::Kind::MigrationFailed:
        line.tone = Tone::Error;
        line.iconName = "failed"_L1;
        line.scriptLine = event.error.line;
        line.text = failureText(event.error);
        return line;
    case RunEvent::Kind::RunFinished:
        line.iconName = "check"_L1;
        line.durationMs = event.durationMs;
        line.text = RunLogModel::tr("The run has ended");
        return line;
    }
    return {};
}

QString displayText(const Line& line, int column)
{
    switch (column) {
    case RunLogModel::TimeColumn:
        return line.at.toString(u"hh:mm:ss.zzz"_s);
    case RunLogModel::MigrationColumn:
        return line.migration;
    case RunLogModel::DurationColumn:
        return line.durationMs < 0 ? QString() : durationText(line.durationMs);
    case RunLogModel::TextColumn:
        return line.text;
    default:
        return {};
    }
}

} // namespace

void RunLogModel::append(const QList<RunEvent>& events)
{
    QList<Line> lines;
    for (const RunEvent& event : events) {
        if (const std::optional<Line> line = lineOf(event))
            lines << *line;
    }
    appendLines(lines);
}

void RunLogModel::note(Tone tone, const QString& text)
{
    const QLatin1StringView name = tone == Tone::Error ? "failed"_L1 : tone == Tone::Ok ? "applied"_L1 : "info"_L1;
    appendLines({ { .at = QDateTime::currentDateTime(), .tone = tone, .iconName = name, .text = redacted(text) } });
}

void RunLogModel::appendLines(const QList<Line>& lines)
{
    if (lines.isEmpty())
        return;
    beginInsertRows({}, rowCount(), rowCount() + int(lines.size()) - 1);
    m_lines += lines;
    endInsertRows();
    if (const qsizetype surplus = m_lines.size() - keptLines; surplus > 0) {
        beginRemoveRows({}, 0, int(surplus) - 1);
        m_lines.remove(0, surplus);
        endRemoveRows();
    }
}

void RunLogModel::clear()
{
    beginResetModel();
    m_lines.clear();
    endResetModel();
}

QString RunLogModel::toText() const
{
    QStringList text;
    for (const Line& line : m_lines) {
        QStringList parts;
        for (int column = 0; column < ColumnCount; ++column) {
            if (const QString part = displayText(line, column); !part.isEmpty())
                parts << part;
        }
        text << parts.join(u"  "_s);
    }
    return text.join(u'\n');
}

int RunLogModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_lines.size());
}

int RunLogModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant RunLogModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Line& line = m_lines[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        return displayText(line, index.column());
    case Qt::ToolTipRole:
        return line.text;
    case Qt::DecorationRole:
        return index.column() == TextColumn ? QVariant(icon(line.iconName, line.tone)) : QVariant();
    case Qt::TextAlignmentRole:
        return index.column() == DurationColumn ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    case Qt::AccessibleTextRole:
        return index.column() == TextColumn && !line.migration.isEmpty() ? line.migration + u": "_s + line.text
                                                                         : displayText(line, index.column());
    case RunLogMigrationRole:
        return line.migration;
    case RunLogLineRole:
        return line.scriptLine;
    case RunLogToneRole:
        return int(line.tone);
    default:
        return {};
    }
}

QVariant RunLogModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole && (section == DurationColumn))
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section >= ColumnCount)
        return {};
    const QString titles[ColumnCount] = { tr("Time"), tr("Migration"), tr("Duration"), tr("Event") };
    return titles[section];
}

} // namespace corridor
