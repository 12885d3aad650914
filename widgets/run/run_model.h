// SPDX-License-Identifier: MIT
#pragma once

#include "engine/expected_times.h"
#include "engine/run_event.h"
#include "widgets/run/statement_badges.h"

#include <QAbstractTableModel>
#include <QElapsedTimer>

namespace corridor {

enum RunRole { RunMigrationRole = Qt::UserRole, RunLineRole, RunStateRole, RunRowKindRole };

// A run, statement by statement: a row for each migration of its plan, below it one for each statement, and below the
// statement that ran the server's notices. Follows the run's events.
class RunModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { StateColumn, LineColumn, StatementColumn, FactsColumn, TookColumn, ExpectedColumn, ColumnCount };
    enum class RowKind { Migration, Statement, Notice };
    // Undone: it ran, and went with the transaction that failed.
    enum class State { Waiting, Running, Done, Failed, Undone, Earlier };

    using QAbstractTableModel::QAbstractTableModel;

    void setPlan(const Plan& plan, const ExpectedTimes& expected = {});
    void apply(const QList<RunEvent>& events);
    void tick(); // the time of what runs has gone on

    bool hasExpectations() const { return m_hasExpectations; }
    int runningRow() const { return m_running; } // -1 where nothing runs
    // How far the run is, in thousandths of all its statements; the part of the one that runs counts as far as known.
    int permille() const;
    QString placeText() const; // "Statement 3 of 12, line 14: 45 of 120 blocks"

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row {
        RowKind kind = RowKind::Statement;
        State state = State::Waiting;
        int migration = 0, step = 0;
        int line = 0;
        QString text;
        Tone tone = Tone::Neutral;
        QList<StatementBadge> badges;
        qint64 tookMs = -1, affectedRows = -1;
        std::optional<ExpectedTime> expected;
    };

    void addMigration(const PlannedMigration& migration, int index, const ExpectedTimes& expected);
    void applyOne(const RunEvent& event);
    void start(const RunEvent& event);
    void finish(const RunEvent& event);
    void fail(const RunEvent& event);
    void undo(int migration, int failedStep);
    void addNotice(const RunEvent& event);
    void setState(int row, State state);
    int rowOf(int migration, int step) const; // of the migration itself with step -1; -1 where it is not listed
    qint64 tookMs(const Row& row, int at) const;
    QString displayText(const Row& row, int at, int column) const;
    QString accessibleText(const Row& row, int at) const;

    Plan m_plan;
    QList<Row> m_rows;
    int m_running = -1;
    int m_current = -1; // migration
    int m_notices = 0;
    bool m_hasExpectations = false;
    int m_total = 0, m_done = 0; // statements
    double m_part = 0; // of the one that runs
    QString m_partText;
    QElapsedTimer m_clock; // since what runs began
};

} // namespace corridor
