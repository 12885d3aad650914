// SPDX-License-Identifier: MIT
#include "plan_model.h"

#include "widgets/migrations/way_back_look.h"

using namespace Qt::StringLiterals;

namespace corridor {

PlanModel::PlanModel(const Plan& plan, QObject* parent)
    : QAbstractTableModel(parent)
    , m_plan(plan)
{
}

int PlanModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_plan.migrations.size());
}

int PlanModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : m_waysBack.isEmpty() ? int(WayBackColumn) : int(ColumnCount);
}

void PlanModel::setWaysBack(const QHash<QString, WayBackKnown>& ways)
{
    beginResetModel();
    m_waysBack = ways;
    endResetModel();
}

std::optional<WayBackKnown> PlanModel::wayBack(int row) const
{
    const auto known = m_waysBack.constFind(m_plan.migrations[row].name);
    return known == m_waysBack.cend() ? std::nullopt : std::optional(*known);
}

QVariant PlanModel::data(const QModelIndex& index, int role) const
{
    const PlannedMigration& migration = m_plan.migrations[index.row()];
    if (role == Qt::TextAlignmentRole && (index.column() == NumberColumn || index.column() == LinesColumn))
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && index.column() == ModeColumn)
        return modeHelp(migration.mode);
    if (role == Qt::ToolTipRole && index.column() == WayBackColumn)
        return wayBack(index.row()).value_or(WayBackKnown()).why;
    if (role == Qt::AccessibleTextRole && index.column() == NameColumn)
        return tr("%1 of %2: %3, %4").arg(index.row() + 1).arg(rowCount()).arg(migration.name, modeText(migration.mode));
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    switch (index.column()) {
    case NumberColumn:
        return index.row() + 1;
    case NameColumn:
        return migration.name;
    case ModeColumn:
        return migration.done > 0 ? migration.progressWord() : modeText(migration.mode);
    case LinesColumn:
        return migration.script.count('\n') + (migration.script.isEmpty() || migration.script.endsWith('\n') ? 0 : 1);
    case WayBackColumn:
        return wayBackWord(wayBack(index.row()));
    }
    return {};
}

QVariant PlanModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    static const char* const titles[] = { QT_TR_NOOP("#"), QT_TR_NOOP("Migration"), QT_TR_NOOP("Runs as"), QT_TR_NOOP("Lines"),
        QT_TR_NOOP("Way back") };
    return tr(titles[section]);
}

QString modeText(ExecutionMode mode)
{
    switch (mode) {
    case ExecutionMode::Atomic:
        return PlanModel::tr("one transaction");
    case ExecutionMode::Stepwise:
        return PlanModel::tr("steps");
    case ExecutionMode::Scripted:
        return PlanModel::tr("its own transactions");
    case ExecutionMode::AsPrisma:
        break;
    }
    return PlanModel::tr("one message");
}

QString modeHelp(ExecutionMode mode)
{
    switch (mode) {
    case ExecutionMode::Atomic:
        return PlanModel::tr("All of it or nothing, together with its row in the history.");
    case ExecutionMode::Stepwise:
        return PlanModel::tr("Some statement cannot run in a transaction: what ran before a failure stays.");
    case ExecutionMode::Scripted:
        return PlanModel::tr("The script begins and commits by itself: what it committed before a failure stays.");
    case ExecutionMode::AsPrisma:
        break;
    }
    return PlanModel::tr("Sent in one piece, as Prisma sends it: all or nothing, unless the script commits by itself.");
}

} // namespace corridor
