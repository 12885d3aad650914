// SPDX-License-Identifier: MIT
#include "task_list.h"

#include <algorithm>

namespace corridor {

namespace {

// Calls wait for a server, not for a processor.
constexpr int workerThreads = 6;

} // namespace

TaskList::TaskList(QObject* parent)
    : QObject(parent)
{
    m_threads.setMaxThreadCount(workerThreads);
    m_threads.setObjectName(QStringLiteral("corridor tasks"));
}

TaskList::~TaskList()
{
    for (const RunningTask& task : std::as_const(m_tasks))
        task.token.cancel();
    m_threads.waitForDone();
}

quint64 TaskList::start(
    const QString& title, const CancelToken& token, std::function<void()> work, std::function<void()> deliver)
{
    RunningTask task { .id = ++m_lastId, .title = title, .token = token };
    task.since.start();
    m_tasks << task;
    m_threads.start([this, id = task.id, work = std::move(work), deliver = std::move(deliver)] {
        work();
        // This object outlives its workers, and an event for a dead object is dropped with it.
        QMetaObject::invokeMethod(
            this,
            [this, id, deliver] {
                finish(id);
                deliver();
                if (isIdle())
                    emit becameIdle();
            },
            Qt::QueuedConnection);
    });
    emit changed();
    return task.id;
}

void TaskList::cancel(quint64 id)
{
    RunningTask* task = find(id);
    if (!task || task->cancelling)
        return;
    task->cancelling = true;
    task->token.cancel();
    emit changed();
}

void TaskList::cancelAll()
{
    const QList<RunningTask> tasks = m_tasks;
    for (const RunningTask& task : tasks)
        cancel(task.id);
}

void TaskList::setProgress(quint64 id, int done, int total, const QString& detail)
{
    RunningTask* task = find(id);
    if (!task)
        return;
    task->done = done;
    task->total = total;
    task->detail = detail;
    emit changed();
}

void TaskList::setCancellable(quint64 id, bool cancellable)
{
    if (RunningTask* task = find(id)) {
        task->cancellable = cancellable;
        emit changed();
    }
}

void TaskList::finish(quint64 id)
{
    m_tasks.removeIf([id](const RunningTask& task) { return task.id == id; });
    emit changed();
}

RunningTask* TaskList::find(quint64 id)
{
    const auto found = std::ranges::find(m_tasks, id, &RunningTask::id);
    return found == m_tasks.end() ? nullptr : &*found;
}

} // namespace corridor
