// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/run/run_lane.h"
#include "widgets/run/run_model.h"

#include <QTimer>

class QLabel;
class QProgressBar;
class QPushButton;

namespace corridor {

class PlainTable;

// A run while it runs, and what it was afterwards: its statements, how far it is, what it holds, and the hand on the
// brake. Return or a double click on a statement goes to its place in the script.
class RunView : public QWidget {
    Q_OBJECT
public:
    explicit RunView(RunModel& model, QWidget* parent = nullptr);

    RunLane& lane() { return *m_lane; }
    PlainTable* table() const { return m_table; }
    // `title`: "Deploying to localhost/shop". Everything begins anew.
    void begin(const QString& title);
    void end(const QString& outcome);
    // Paused: it stops before its next statement; standing: it does so now.
    void setPaused(bool paused, bool standing);
    bool isPaused() const;

signals:
    void pauseRequested(bool pause); // also before a run: then it begins paused
    void stepRequested();
    void cancelRequested();
    void placeActivated(const QString& migration, int line);

private:
    void refresh();
    void follow();

    RunModel& m_model;
    QLabel* m_title;
    QLabel* m_place;
    QProgressBar* m_progress;
    QPushButton *m_pause, *m_step, *m_cancel;
    PlainTable* m_table;
    RunLane* m_lane;
    QTimer m_clock;
    QString m_titleText;
    bool m_runs = false, m_standing = false;
    int m_followed = -1; // the row that was shown last
};

} // namespace corridor
