// SPDX-License-Identifier: MIT
#include "finding_model.h"

#include "widgets/review/finding_look.h"

#include <QFont>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace corridor {

namespace {

constexpr quintptr groupId = 0; // of a finding: the row of its group, plus 1

} // namespace

void FindingModel::setFindings(const QList<Finding>& findings)
{
    if (findings == m_findings)
        return;
    beginResetModel();
    m_findings = findings;
    m_groups.clear();
    for (int at = 0; at < m_findings.size(); ++at) {
        const Finding& finding = m_findings[at];
        auto group = std::ranges::find(m_groups, finding.migration, &Group::migration);
        if (group == m_groups.end())
            group = m_groups.insert(m_groups.end(), { .migration = finding.migration });
        group->findings << at;
        group->worst = std::max(group->worst, finding.severity);
    }
    endResetModel();
}

const Finding* FindingModel::finding(const QModelIndex& index) const
{
    if (!index.isValid() || index.internalId() == groupId)
        return nullptr;
    return &m_findings[m_groups[qsizetype(index.internalId()) - 1].findings[index.row()]];
}

QString FindingModel::migration(const QModelIndex& index) const
{
    if (!index.isValid())
        return {};
    return index.internalId() == groupId ? m_groups[index.row()].migration : finding(index)->migration;
}

QModelIndex FindingModel::indexOf(const QString& migration, int line) const
{
    const auto group = std::ranges::find(m_groups, migration, &Group::migration);
    if (group == m_groups.end())
        return {};
    int row = -1;
    for (int at = 0; at < group->findings.size(); ++at) {
        if (m_findings[group->findings[at]].line <= line)
            row = at;
    }
    const QModelIndex parent = index(int(group - m_groups.begin()), 0);
    return row < 0 ? parent : index(row, 0, parent);
}

QModelIndex FindingModel::index(int row, int column, const QModelIndex& parent) const
{
    if (row < 0 || column < 0 || column >= ColumnCount || row >= rowCount(parent))
        return {};
    return createIndex(row, column, parent.isValid() ? quintptr(parent.row()) + 1 : groupId);
}

QModelIndex FindingModel::parent(const QModelIndex& index) const
{
    if (!index.isValid() || index.internalId() == groupId)
        return {};
    return createIndex(int(index.internalId()) - 1, 0, groupId);
}

int FindingModel::rowCount(const QModelIndex& parent) const
{
    if (!parent.isValid())
        return int(m_groups.size());
    return parent.internalId() == groupId && parent.column() == 0 ? int(m_groups[parent.row()].findings.size()) : 0;
}

int FindingModel::columnCount(const QModelIndex&) const
{
    return ColumnCount;
}

QVariant FindingModel::groupData(const Group& group, int column, int role) const
{
    const bool first = column == MessageColumn;
    const QString name = group.migration.isEmpty() ? tr("The folder as a whole") : group.migration;
    if (role == Qt::DisplayRole)
        return first ? QVariant(u"%1  (%2)"_s.arg(name).arg(group.findings.size())) : QVariant();
    if (role == Qt::DecorationRole && first)
        return severityIcon(group.worst);
    if (role == Qt::AccessibleTextRole && first)
        return tr("%1, %n finding(s), worst is %2", nullptr, int(group.findings.size())).arg(name, severityWord(group.worst));
    if (role == Qt::FontRole) {
        QFont font;
        font.setBold(true);
        return font;
    }
    return {};
}

QVariant FindingModel::findingData(const Finding& finding, int column, int role) const
{
    if (role == Qt::DecorationRole && column == MessageColumn)
        return severityIcon(finding.severity);
    if (role == Qt::ToolTipRole)
        return finding.message;
    if (role == Qt::AccessibleTextRole && column == MessageColumn)
        return severityWord(finding.severity) + u": "_s + finding.message;
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole)
        return {};
    switch (column) {
    case MessageColumn:
        return finding.message.simplified();
    case RuleColumn:
        return finding.rule;
    case LineColumn:
        return finding.line > 0 ? QVariant(finding.line) : QVariant();
    default:
        return {};
    }
}

QVariant FindingModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (const Finding* found = finding(index))
        return findingData(*found, index.column(), role);
    return groupData(m_groups[index.row()], index.column(), role);
}

QVariant FindingModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section >= ColumnCount)
        return {};
    const QString titles[ColumnCount] = { tr("Finding"), tr("Rule"), tr("Line") };
    return titles[section];
}

} // namespace corridor
