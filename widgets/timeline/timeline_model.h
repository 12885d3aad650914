// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/timeline/attempt.h"

#include <QAbstractTableModel>

namespace corridor {

enum TimelineRole {
    TimelineNameRole = Qt::UserRole, // QString
    TimelineOutcomeRole, // int(Attempt::Outcome)
    TimelineStartRole, // qint64, milliseconds since 1970; -1 while pending
    TimelineEndRole, // qint64; -1 where it never finished
    TimelineRolledBackRole, // qint64; -1 where it was not
    TimelineSortRole,
};

// Every attempt as a row: what the table shows and the timeline draws.
class TimelineModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column {
        MigrationColumn,
        OutcomeColumn,
        StartedColumn,
        DurationColumn,
        RolledBackColumn,
        StepsColumn,
        ColumnCount
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setAttempts(QList<Attempt> attempts);
    const QList<Attempt>& attempts() const { return m_attempts; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    static QString displayText(const Attempt& attempt, int column);
    static QVariant sortKey(const Attempt& attempt, int row, int column);

    QList<Attempt> m_attempts;
};

} // namespace corridor
