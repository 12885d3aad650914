// SPDX-License-Identifier: MIT
#pragma once

#include "monitor/server_snapshot.h"
#include "postgres/connection.h"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace corridor {

// What a run holds at one moment, and whom it keeps waiting.
struct RunSample {
    qint64 atMs = 0; // since sampling began
    QList<LockFact> held; // on relations that are no catalogs; strongest first
    QList<ServerSession> blocked; // those who wait for the run or behind somebody who does; longest first
};

// Pure. The sample of process `pid` in a snapshot.
RunSample sampleOf(const ServerSnapshot& snapshot, int pid);

// Looks again and again at one backend by a connection and on a thread of its own, until its end. Opens the connection
// with the first look; tells nothing where the server has none to give. `tell` is called on that thread.
class RunSampler {
public:
    RunSampler(ConnectionOptions options, int pid, std::function<void(const RunSample&)> tell, int intervalMs = 400);
    ~RunSampler();
    RunSampler(const RunSampler&) = delete;
    RunSampler& operator=(const RunSampler&) = delete;

    // Another backend from now on, because the run has another connection. From any thread.
    void follow(int pid);

private:
    void work();
    bool waitForNext(); // false at the end

    ConnectionOptions m_options;
    std::function<void(const RunSample&)> m_tell;
    int m_intervalMs;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    int m_pid;
    bool m_over = false;
    CancelToken m_token;
    std::thread m_thread; // last: it uses the others
};

} // namespace corridor
