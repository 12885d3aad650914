// SPDX-License-Identifier: MIT
#pragma once

#include <QTimer>
#include <QWidget>

class QLabel;
class QProgressBar;
class QToolButton;

namespace corridor {

class TaskList;
struct RunningTask;

// What runs, in the status bar: title, how far, for how long, and a button that cancels. Shows itself when a task
// has run for 300 ms; its clock ticks only while something runs.
class TaskIndicator : public QWidget {
    Q_OBJECT
public:
    explicit TaskIndicator(TaskList& tasks, QWidget* parent = nullptr);

private:
    void refresh();
    void display(const RunningTask& task);

    TaskList& m_tasks;
    QTimer m_clock;
    QLabel* m_text;
    QProgressBar* m_progress;
    QToolButton* m_cancel;
};

} // namespace corridor
