// SPDX-License-Identifier: MIT
#include "timeline_model.h"

#include "report/quantity_text.h"

using namespace Qt::StringLiterals;

namespace corridor {

namespace {

qint64 stamp(const QDateTime& time)
{
    return time.isValid() ? time.toMSecsSinceEpoch() : -1;
}

QString localText(const QDateTime& time)
{
    return time.isValid() ? time.toLocalTime().toString(u"yyyy-MM-dd hh:mm:ss"_s) : QString();
}

QString spokenText(const Attempt& attempt)
{
    QStringList parts { outcomeLook(attempt.outcome).word + u": "_s + attempt.migration };
    if (attempt.started.isValid())
        parts << TimelineModel::tr("started %1").arg(localText(attempt.started));
    if (attempt.durationMs() >= 0)
        parts << durationText(attempt.durationMs());
    if (attempt.rolledBack.isValid())
        parts << TimelineModel::tr("rolled back %1").arg(localText(attempt.rolledBack));
    return parts.join(u", "_s);
}

QString toolTip(const Attempt& attempt)
{
    const QString text = spokenText(attempt).replace(u", "_s, u"\n"_s);
    return attempt.logs.isEmpty() ? text : text + u"\n\n"_s + attempt.logs.left(600);
}

} // namespace

void TimelineModel::setAttempts(QList<Attempt> attempts)
{
    beginResetModel();
    m_attempts = std::move(attempts);
    endResetModel();
}

int TimelineModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_attempts.size());
}

int TimelineModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant TimelineModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Attempt& attempt = m_attempts[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        return displayText(attempt, index.column());
    case Qt::DecorationRole:
        return index.column() == MigrationColumn ? QVariant(outcomeLook(attempt.outcome).icon()) : QVariant();
    case Qt::ForegroundRole:
        return {};
    case Qt::TextAlignmentRole:
        return index.column() == DurationColumn || index.column() == StepsColumn
            ? QVariant(Qt::AlignRight | Qt::AlignVCenter)
            : QVariant();
    case Qt::ToolTipRole:
        return toolTip(attempt);
    case Qt::AccessibleTextRole:
        return index.column() == MigrationColumn ? spokenText(attempt) : displayText(attempt, index.column());
    case TimelineNameRole:
        return attempt.migration;
    case TimelineOutcomeRole:
        return int(attempt.outcome);
    case TimelineStartRole:
        return stamp(attempt.started);
    case TimelineEndRole:
        return stamp(attempt.finished);
    case TimelineRolledBackRole:
        return stamp(attempt.rolledBack);
    case TimelineSortRole:
        return sortKey(attempt, index.row(), index.column());
    default:
        return {};
    }
}

QString TimelineModel::displayText(const Attempt& attempt, int column)
{
    switch (column) {
    case MigrationColumn:
        return attempt.migration;
    case OutcomeColumn:
        return outcomeLook(attempt.outcome).word;
    case StartedColumn:
        return localText(attempt.started);
    case DurationColumn:
        return attempt.durationMs() < 0 ? QString() : durationText(attempt.durationMs());
    case RolledBackColumn:
        return localText(attempt.rolledBack);
    case StepsColumn:
        return attempt.started.isValid() ? QString::number(attempt.steps) : QString();
    default:
        return {};
    }
}

QVariant TimelineModel::sortKey(const Attempt& attempt, int row, int column)
{
    switch (column) {
    case MigrationColumn:
        return attempt.migration;
    case OutcomeColumn:
        return int(attempt.outcome);
    case DurationColumn:
        return attempt.durationMs();
    case RolledBackColumn:
        return stamp(attempt.rolledBack);
    case StepsColumn:
        return attempt.steps;
    default:
        return row; // rows are in the order of their start, what is pending last
    }
}

QVariant TimelineModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole
        && (section == DurationColumn || section == StepsColumn))
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    const QString titles[ColumnCount]
        = { tr("Migration"), tr("Outcome"), tr("Started"), tr("Duration"), tr("Rolled back"), tr("Steps") };
    return section < ColumnCount ? titles[section] : QString();
}

} // namespace corridor
