// SPDX-License-Identifier: MIT
#pragma once

#include "engine/run_event.h"

#include <optional>

namespace corridor {

// While a session waits for the server, looks by a second connection at what holds it up: who blocks it, and how far a
// long command is. Works on the waiting thread; its connection is opened when the first statement takes long, and never
// again where the server has none to give.
class RunWatch {
public:
    // Watches until its end; both must outlive it.
    RunWatch(Session& watched, Observer observer);
    ~RunWatch();
    RunWatch(const RunWatch&) = delete;
    RunWatch& operator=(const RunWatch&) = delete;

    // The statement that runs from now on; events carry its migration, step and line.
    void follow(const RunEvent& place);

private:
    void look();
    void tellBlockers(const ServerSnapshot& snapshot, const ServerSession& own);
    void tellProgress(const ServerSnapshot& snapshot);

    Session& m_watched;
    Observer m_observer;
    RunEvent m_place;
    std::optional<Session> m_session;
    bool m_refused = false;
    QList<int> m_blockedBy;
    QString m_phase;
    qint64 m_done = -1;
};

// "Process 4711 (psql as app, from 10.0.0.7, for 12 s): UPDATE …": one line for people, of one who blocks.
QString blockerText(const ServerSession& blocker);
// Its transaction has been open that long, or its statement.
qint64 blockingSince(const ServerSession& blocker);

} // namespace corridor
