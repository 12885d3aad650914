// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/tasks/task_list.h"

#include <memory>
#include <optional>

namespace corridor {

// A place for one kind of work. start() runs a core call on a worker and hands its result to the GUI thread; the
// newest start() wins: what ran before is cancelled and its result dropped, and so it is when the Task dies.
// A result made after cancel() is delivered all the same: it says what state things are in. GUI thread only.
//
//     m_refresh.start(tr("Reading the history"),
//         [options](const CancelToken& token) { return readHistory(options, token); },
//         [this](Result<Diagnosis> diagnosis) { show(diagnosis); });
template <typename T>
class Task {
public:
    explicit Task(TaskList& list)
        : m_list(list)
    {
    }
    ~Task() { abandon(); }
    Task(const Task&) = delete;
    Task& operator=(const Task&) = delete;

    template <typename Work, typename Deliver>
    void start(const QString& title, Work work, Deliver deliver)
    {
        abandon();
        m_current = std::make_shared<Run>();
        const std::shared_ptr<Run> run = m_current;
        run->id = m_list.start(
            title, run->token, [run, work = std::move(work)] { run->result.emplace(work(run->token)); },
            [run, deliver = std::move(deliver)] {
                run->finished = true;
                if (!run->abandoned)
                    deliver(std::move(*run->result));
            });
    }

    void cancel()
    {
        if (isRunning())
            m_list.cancel(m_current->id);
    }
    void abandon()
    {
        if (!m_current)
            return;
        m_current->abandoned = true;
        cancel();
    }
    bool isRunning() const { return m_current && !m_current->finished; }
    quint64 id() const { return m_current ? m_current->id : 0; }

private:
    struct Run {
        quint64 id = 0;
        CancelToken token;
        std::optional<T> result; // written by the worker, read after it
        bool abandoned = false, finished = false; // GUI thread
    };
    TaskList& m_list;
    std::shared_ptr<Run> m_current;
};

} // namespace corridor
