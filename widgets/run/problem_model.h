// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/run/problem.h"

#include <QAbstractTableModel>
#include <QMap>

namespace corridor {

enum ProblemRole { ProblemMigrationRole = Qt::UserRole, ProblemLineRole, ProblemColumnRole };

// The problems of every source ("project", "run", "lint"), each source replacing its own; errors first.
class ProblemModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { MessageColumn, CodeColumn, MigrationColumn, LineColumn, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setProblems(const QString& source, const QList<Problem>& problems);
    int count(Problem::Severity severity) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QMap<QString, QList<Problem>> m_bySource;
    QList<Problem> m_problems;
};

} // namespace corridor
