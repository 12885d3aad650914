// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

class QLineEdit;
class QSortFilterProxyModel;

namespace corridor {

class PlainTable;
class TimelineModel;
class TimelineView;

// The history of a database: the drawn timeline above a table of the same attempts, with one filter and one
// selection for both.
class TimelinePage : public QWidget {
    Q_OBJECT
public:
    explicit TimelinePage(TimelineModel& model, QWidget* parent = nullptr);

    void setCurrentMigration(const QString& name);
    TimelineView* timeline() const { return m_timeline; }
    PlainTable* table() const { return m_table; }

signals:
    void migrationActivated(const QString& name);
    void currentMigrationChanged(const QString& name);

private:
    QWidget* makeBar();
    void connectModel();

    TimelineModel& m_model;
    QSortFilterProxyModel* m_proxy;
    TimelineView* m_timeline;
    PlainTable* m_table;
    QLineEdit* m_search;
};

} // namespace corridor
