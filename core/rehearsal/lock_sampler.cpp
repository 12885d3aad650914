// SPDX-License-Identifier: MIT
#include "rehearsal/lock_sampler.h"

namespace corridor {

using namespace std::chrono_literals;

Result<std::unique_ptr<LockSampler>> LockSampler::start(const ConnectionOptions& database, int backendPid)
{
    auto session = Session::open(database);
    CORRIDOR_TRY(session);
    return std::unique_ptr<LockSampler>(new LockSampler(std::move(*session), backendPid));
}

LockSampler::LockSampler(Session session, int backendPid)
    : m_session(std::move(session))
    , m_pid(backendPid)
    , m_thread([this] { run(); })
{
}

LockSampler::~LockSampler()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_one();
    m_thread.join();
}

void LockSampler::begin()
{
    {
        const std::lock_guard lock(m_mutex);
        m_active = true;
        m_seen.clear();
        m_begun = std::chrono::steady_clock::now();
    }
    m_wake.notify_one();
}

QList<SampledLock> LockSampler::end()
{
    const std::lock_guard lock(m_mutex);
    m_active = false;
    return m_seen.values();
}

void LockSampler::run()
{
    std::unique_lock lock(m_mutex);
    auto pause = 1ms;
    while (!m_stopping) {
        if (!m_active) {
            pause = 1ms;
            m_wake.wait(lock, [this] { return m_active || m_stopping; });
            continue;
        }
        sample();
        lock.unlock();
        std::this_thread::sleep_for(pause);
        lock.lock();
        pause = std::min(pause + 1ms, 10ms);
    }
}

void LockSampler::sample()
{
    const auto locks = readLocks(m_session, m_pid);
    if (!locks)
        return;
    const double at = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - m_begun).count();
    for (const HeldLock& lock : *locks) {
        auto seen = m_seen.find(lock);
        if (seen == m_seen.end())
            seen = m_seen.insert(lock, { lock, at, at });
        seen->lastMs = at;
    }
}

} // namespace corridor
