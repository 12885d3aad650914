// SPDX-License-Identifier: MIT
#include "problem_model.h"

#include "widgets/style/icon.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace corridor {

namespace {

QString displayText(const Problem& problem, int column)
{
    switch (column) {
    case ProblemModel::MessageColumn:
        return problem.message.simplified();
    case ProblemModel::CodeColumn:
        return problem.code;
    case ProblemModel::MigrationColumn:
        return problem.migration;
    case ProblemModel::LineColumn:
        return problem.line > 0 ? QString::number(problem.line) : QString();
    default:
        return {};
    }
}

QIcon problemIcon(Problem::Severity severity)
{
    const QLatin1StringView names[] = { "error"_L1, "warning"_L1, "info"_L1 };
    return icon(names[int(severity)], problemTone(severity));
}

} // namespace

void ProblemModel::setProblems(const QString& source, const QList<Problem>& problems)
{
    if (problems.isEmpty() && !m_bySource.contains(source))
        return;
    beginResetModel();
    m_bySource.insert(source, problems);
    m_problems.clear();
    for (const QList<Problem>& some : std::as_const(m_bySource))
        m_problems += some;
    std::ranges::stable_sort(m_problems, {}, &Problem::severity);
    endResetModel();
}

int ProblemModel::count(Problem::Severity severity) const
{
    return int(std::ranges::count(m_problems, severity, &Problem::severity));
}

int ProblemModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_problems.size());
}

int ProblemModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ProblemModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Problem& problem = m_problems[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        return displayText(problem, index.column());
    case Qt::ToolTipRole:
        return problem.detail.isEmpty() ? problem.message : problem.message + u"\n\n"_s + problem.detail;
    case Qt::DecorationRole:
        return index.column() == MessageColumn ? QVariant(problemIcon(problem.severity)) : QVariant();
    case Qt::AccessibleTextRole:
        return index.column() == MessageColumn ? severityWord(problem.severity) + u": "_s + problem.message
                                               : displayText(problem, index.column());
    case ProblemMigrationRole:
        return problem.migration;
    case ProblemLineRole:
        return problem.line;
    case ProblemColumnRole:
        return problem.column;
    default:
        return {};
    }
}

QVariant ProblemModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section >= ColumnCount)
        return {};
    const QString titles[ColumnCount] = { tr("Problem"), tr("Code"), tr("Migration"), tr("Line") };
    return titles[section];
}

} // namespace corridor
