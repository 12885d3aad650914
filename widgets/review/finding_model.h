// SPDX-License-Identifier: MIT
#pragma once

#include "lint/finding.h"

#include <QAbstractItemModel>

namespace corridor {

// The findings of a review under the migrations that they are in; those of the folder as a whole come last. Within a
// migration they stand in the order of the script.
class FindingModel : public QAbstractItemModel {
    Q_OBJECT
public:
    enum Column { MessageColumn, RuleColumn, LineColumn, ColumnCount };

    using QAbstractItemModel::QAbstractItemModel;

    // Nothing is reset where nothing has changed, so that a selection outlives a review with the same result.
    void setFindings(const QList<Finding>& findings);
    const QList<Finding>& findings() const { return m_findings; }
    // Null for the row of a migration.
    const Finding* finding(const QModelIndex& index) const;
    QString migration(const QModelIndex& index) const;
    QModelIndex indexOf(const QString& migration, int line) const; // the nearest at or above; invalid where there is none

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& index) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Group {
        QString migration;
        QList<int> findings; // places in m_findings
        Severity worst = Severity::Note;
    };
    QVariant groupData(const Group& group, int column, int role) const;
    QVariant findingData(const Finding& finding, int column, int role) const;

    QList<Finding> m_findings;
    QList<Group> m_groups;
};

} // namespace corridor
