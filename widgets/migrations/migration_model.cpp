// SPDX-License-Identifier: MIT
#include "migration_model.h"

#include "report/quantity_text.h"
#include "widgets/migrations/state_look.h"
#include "widgets/migrations/way_back_look.h"

#include <QLocale>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace corridor {

namespace {

QStringList names(const Diagnosis& diagnosis)
{
    QStringList result;
    for (const MigrationStatus& status : diagnosis.migrations)
        result << status.name;
    return result;
}

QString localTime(const QDateTime& time)
{
    return time.isValid() ? QLocale().toString(time.toLocalTime(), u"yyyy-MM-dd hh:mm:ss"_s) : QString();
}

qint64 durationMs(const HistoryRow* row)
{
    return row && row->finishedAt ? row->startedAt.msecsTo(*row->finishedAt) : -1;
}

QString toolTip(const MigrationStatus& status, bool hasStates)
{
    QString text = status.name;
    if (hasStates)
        text += u'\n' + stateText(status.state);
    if (status.onDisk)
        text += u'\n'
            + (status.hasDown ? MigrationModel::tr("Has a way back (down.sql).")
                              : MigrationModel::tr("Has no way back: there is no down.sql."));
    return text;
}

} // namespace

void MigrationModel::setDiagnosis(const Diagnosis& diagnosis)
{
    m_runStates.clear();
    replace(diagnosis, true);
}

void MigrationModel::setFolder(const QList<Migration>& folder)
{
    m_runStates.clear();
    replace(diagnose(folder, {}, false), false);
}

void MigrationModel::replace(const Diagnosis& diagnosis, bool hasStates)
{
    const bool sameRows = names(diagnosis) == names(m_diagnosis);
    if (!sameRows)
        beginResetModel();
    m_diagnosis = diagnosis;
    m_hasStates = hasStates;
    if (!sameRows)
        endResetModel();
    else if (rowCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

void MigrationModel::setRunState(const QString& name, RunState state)
{
    m_runStates.insert(name, state);
    if (const int row = rowOf(name); row >= 0)
        emit dataChanged(index(row, 0), index(row, ColumnCount - 1));
}

void MigrationModel::setVerdicts(const QHash<QString, Severity>& verdicts)
{
    if (verdicts == m_verdicts)
        return;
    m_verdicts = verdicts;
    if (rowCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1), { MigrationVerdictRole });
}

void MigrationModel::setWaysBack(const QHash<QString, WayBackKnown>& ways)
{
    if (ways == m_waysBack)
        return;
    m_waysBack = ways;
    if (rowCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

// Nobody expects a way back everywhere: one that is not there is not worth a word.
std::optional<WayBackKnown> MigrationModel::wayBack(const MigrationStatus& status) const
{
    const auto known = m_waysBack.constFind(status.name);
    return known == m_waysBack.cend() || known->state == WayBackState::None ? std::nullopt : std::optional(*known);
}

QString MigrationModel::wayBackText(const MigrationStatus& status) const
{
    const auto known = wayBack(status);
    return known ? tr("way back: %1").arg(wayBackWord(known)) : QString();
}

QString MigrationModel::help(const MigrationStatus& status) const
{
    const auto known = wayBack(status);
    const QString text = toolTip(status, m_hasStates);
    return known ? text + u'\n' + tr("Way back: %1. %2").arg(wayBackWord(known), known->why).trimmed() : text;
}

int MigrationModel::rowOf(const QString& name) const
{
    const auto found = std::ranges::find(m_diagnosis.migrations, name, &MigrationStatus::name);
    return found == m_diagnosis.migrations.end() ? -1 : int(found - m_diagnosis.migrations.begin());
}

int MigrationModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_diagnosis.migrations.size());
}

int MigrationModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

StateLook MigrationModel::look(const MigrationStatus& status) const
{
    if (const auto run = m_runStates.constFind(status.name); run != m_runStates.cend()) {
        switch (*run) {
        case RunState::Running:
            return { tr("Running"), "deploy"_L1, Tone::Pending };
        case RunState::Done:
            return { tr("Done"), "check"_L1, Tone::Ok };
        case RunState::Failed:
            return stateLook(MigrationState::Failed);
        }
    }
    return m_hasStates ? stateLook(status.state) : StateLook { {}, "migration"_L1, Tone::Neutral };
}

QVariant MigrationModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const MigrationStatus& status = m_diagnosis.migrations[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        return displayText(status, index.column());
    case Qt::DecorationRole:
        return index.column() == NameColumn ? QVariant(look(status).icon()) : QVariant();
    case Qt::ToolTipRole:
        return help(status);
    case Qt::AccessibleTextRole:
        return (m_hasStates ? u"%1: %2"_s.arg(look(status).word, status.name) : status.name)
            + (wayBackText(status).isEmpty() ? QString() : u", "_s + wayBackText(status));
    case MigrationNameRole:
        return status.name;
    case MigrationStateRole:
        return m_hasStates ? int(status.state) : -1;
    case MigrationWordRole:
        return look(status).word;
    case MigrationTitleRole:
        return migrationTitle(status.name).title;
    case MigrationStampRole:
        return migrationTitle(status.name).written;
    case MigrationToneRole:
        return int(look(status).tone);
    case MigrationSortRole:
        return sortKey(status, index.row(), index.column());
    case MigrationVerdictRole:
        return m_verdicts.contains(status.name) ? int(m_verdicts.value(status.name)) : -1;
    case MigrationWayBackRole:
        return wayBackText(status);
    case MigrationWayBackToneRole:
        return int(wayBackTone(wayBack(status)));
    case MigrationNeedsWorkRole:
        return m_hasStates && status.state != MigrationState::Applied;
    default:
        return {};
    }
}

QString MigrationModel::displayText(const MigrationStatus& status, int column) const
{
    const HistoryRow* row = status.current();
    switch (column) {
    case NameColumn:
        return status.name;
    case StateColumn:
        return look(status).word;
    case StartedColumn:
        return row ? localTime(row->startedAt) : QString();
    case DurationColumn:
        return durationMs(row) < 0 ? QString() : durationText(durationMs(row));
    default:
        return {};
    }
}

QVariant MigrationModel::sortKey(const MigrationStatus& status, int row, int column) const
{
    switch (column) {
    case StateColumn:
        return int(status.state);
    case StartedColumn:
        return status.current() ? status.current()->startedAt : QDateTime();
    case DurationColumn:
        return durationMs(status.current());
    default:
        return row;
    }
}

QVariant MigrationModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn:
        return tr("Migration");
    case StateColumn:
        return tr("State");
    case StartedColumn:
        return tr("Started");
    case DurationColumn:
        return tr("Duration");
    default:
        return {};
    }
}

} // namespace corridor
