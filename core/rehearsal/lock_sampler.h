// SPDX-License-Identifier: MIT
#pragma once

#include "rehearsal/session_reading.h"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace corridor {

// When a lock was seen first and last, in milliseconds since begin().
struct SampledLock {
    HeldLock lock;
    double firstMs = 0, lastMs = 0;
};

// Looks at the locks of another session from a session of its own, on a thread of its own, between begin() and end():
// for statements that give their locks back before anybody can ask them. Every millisecond at first, every ten for a
// statement that takes long.
class LockSampler {
public:
    static Result<std::unique_ptr<LockSampler>> start(const ConnectionOptions& database, int backendPid);
    ~LockSampler();
    LockSampler(const LockSampler&) = delete;
    LockSampler& operator=(const LockSampler&) = delete;

    void begin();
    // When it returns nobody looks any more.
    QList<SampledLock> end();

private:
    LockSampler(Session session, int backendPid);
    void run();
    void sample();

    Session m_session;
    const int m_pid;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_active = false, m_stopping = false;
    std::chrono::steady_clock::time_point m_begun;
    QHash<HeldLock, SampledLock> m_seen;
    std::thread m_thread; // last: it uses all the others
};

} // namespace corridor
