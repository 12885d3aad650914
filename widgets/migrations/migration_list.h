// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

class QLabel;
class QLineEdit;
class QListView;
class QToolButton;

namespace corridor {

class MigrationFilter;
class MigrationModel;

// The left side of the window: a line to search, the migrations with their states, and their sum below.
class MigrationList : public QWidget {
    Q_OBJECT
public:
    explicit MigrationList(MigrationModel& model, QWidget* parent = nullptr);

    QString currentMigration() const; // empty where none is chosen
    void setCurrentMigration(const QString& name);
    QListView* view() const { return m_view; }

signals:
    void migrationActivated(const QString& name); // Return, or a double click: open it
    void currentMigrationChanged(const QString& name);
    void menuRequested(const QString& name, const QPoint& globalPosition);

private:
    void connectModel();
    void updateSum();

    MigrationModel& m_model;
    MigrationFilter* m_filter;
    QLineEdit* m_search;
    QToolButton* m_onlyOpen;
    QListView* m_view;
    QLabel* m_sum;
};

} // namespace corridor
