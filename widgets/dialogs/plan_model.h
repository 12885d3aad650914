// SPDX-License-Identifier: MIT
#pragma once

#include "engine/plan.h"
#include "engine/proofs.h"

#include <QAbstractTableModel>

namespace corridor {

// The migrations of a plan in the order in which they will run.
class PlanModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { NumberColumn, NameColumn, ModeColumn, LinesColumn, WayBackColumn, ColumnCount };

    explicit PlanModel(const Plan& plan, QObject* parent = nullptr);
    const PlannedMigration& migration(int row) const { return m_plan.migrations[row]; }

    // What is known of the ways back, for a column of its own; of a rollback.
    void setWaysBack(const QHash<QString, WayBackKnown>& ways);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::optional<WayBackKnown> wayBack(int row) const;

    Plan m_plan;
    QHash<QString, WayBackKnown> m_waysBack;
};

// How a mode is said to people: "one transaction", …
QString modeText(ExecutionMode mode);
QString modeHelp(ExecutionMode mode);

} // namespace corridor
