// SPDX-License-Identifier: MIT
#pragma once

#include "engine/plan.h"

#include <QAbstractTableModel>

namespace corridor {

// The migrations of a plan in the order in which they will run.
class PlanModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { NumberColumn, NameColumn, ModeColumn, LinesColumn, ColumnCount };

    explicit PlanModel(const Plan& plan, QObject* parent = nullptr);
    const PlannedMigration& migration(int row) const { return m_plan.migrations[row]; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    Plan m_plan;
};

// How a mode is said to people: "one transaction", …
QString modeText(ExecutionMode mode);
QString modeHelp(ExecutionMode mode);

} // namespace corridor
