// SPDX-License-Identifier: MIT
#pragma once

#include "base/cancel.h"

#include <QElapsedTimer>
#include <QList>
#include <QObject>
#include <QString>
#include <QThreadPool>
#include <functional>

namespace corridor {

// What runs now, for the status bar and for the question at closing.
struct RunningTask {
    quint64 id = 0;
    QString title;
    QString detail; // the migration that runs now, say
    int done = 0, total = 0; // total 0: how far is not known
    bool cancelling = false;
    bool cancellable = true;
    QElapsedTimer since;
    CancelToken token;
};

// The calls into the core that run on worker threads. Lives on the GUI thread, owns the threads; when it dies it
// cancels what runs and waits for it.
class TaskList : public QObject {
    Q_OBJECT
public:
    explicit TaskList(QObject* parent = nullptr);
    ~TaskList() override;

    const QList<RunningTask>& tasks() const { return m_tasks; }
    bool isIdle() const { return m_tasks.isEmpty(); }

    // Runs `work` on a worker, then `deliver` on this thread. Task<T> is what one uses.
    quint64 start(
        const QString& title, const CancelToken& token, std::function<void()> work, std::function<void()> deliver);
    void cancel(quint64 id);
    void cancelAll();
    void setProgress(quint64 id, int done, int total, const QString& detail);
    void setCancellable(quint64 id, bool cancellable);

signals:
    void changed(); // one more, one less, progress, cancelling
    void becameIdle();

private:
    void finish(quint64 id);
    RunningTask* find(quint64 id);

    QThreadPool m_threads;
    QList<RunningTask> m_tasks;
    quint64 m_lastId = 0;
};

} // namespace corridor
