// SPDX-License-Identifier: MIT
#include "engine/run_sampler.h"

#include "postgres/session.h"
#include "sql/lock_mode.h"

#include <QElapsedTimer>
#include <QSet>
#include <algorithm>

namespace corridor {

namespace {

ConnectionOptions samplerOptions(ConnectionOptions options)
{
    options.set("connect_timeout", "2");
    options.set("application_name", "corridor watch");
    return options;
}

bool isCatalog(const LockFact& lock)
{
    return lock.schema == "pg_catalog" || lock.schema == "pg_toast" || lock.schema == "information_schema";
}

QList<ServerSession> waitingFor(const ServerSnapshot& snapshot, int pid)
{
    QSet<int> held { pid };
    QList<ServerSession> blocked;
    for (bool more = true; std::exchange(more, false);) {
        for (const ServerSession& session : snapshot.sessions) {
            const bool waits = std::ranges::any_of(session.blockedBy, [&](int other) { return held.contains(other); });
            if (!waits || held.contains(session.pid))
                continue;
            held << session.pid;
            blocked << session;
            more = true;
        }
    }
    std::ranges::stable_sort(blocked, std::greater(),
        [](const ServerSession& session) { return session.waitingFor ? session.waitingFor->waitingMs : 0; });
    return blocked;
}

} // namespace

RunSample sampleOf(const ServerSnapshot& snapshot, int pid)
{
    RunSample sample;
    for (const LockFact& lock : snapshot.locks) {
        if (lock.pid == pid && lock.granted && lock.kind == "relation" && !isCatalog(lock))
            sample.held << lock;
    }
    std::ranges::stable_sort(
        sample.held, std::greater(), [](const LockFact& lock) { return lockModeFromServer(lock.mode); });
    sample.blocked = waitingFor(snapshot, pid);
    return sample;
}

RunSampler::RunSampler(ConnectionOptions options, int pid, std::function<void(const RunSample&)> tell, int intervalMs)
    : m_options(samplerOptions(std::move(options)))
    , m_tell(std::move(tell))
    , m_intervalMs(intervalMs)
    , m_pid(pid)
    , m_thread([this] { work(); })
{
}

RunSampler::~RunSampler()
{
    {
        const std::lock_guard lock(m_mutex);
        m_over = true;
    }
    m_token.cancel();
    m_changed.notify_all();
    m_thread.join();
}

void RunSampler::follow(int pid)
{
    const std::lock_guard lock(m_mutex);
    m_pid = pid;
}

bool RunSampler::waitForNext()
{
    std::unique_lock lock(m_mutex);
    return !m_changed.wait_for(lock, std::chrono::milliseconds(m_intervalMs), [this] { return m_over; });
}

void RunSampler::work()
{
    QElapsedTimer clock;
    clock.start();
    std::optional<Session> session;
    while (waitForNext()) {
        if (!session) {
            auto opened = Session::open(m_options, m_token);
            if (!opened)
                return;
            session.emplace(std::move(*opened));
            (void)session->execute("SET statement_timeout = '2s'", m_token);
        }
        const auto snapshot = readServerSnapshot(*session, { .sizes = false }, m_token);
        if (!snapshot && !session->isOpen())
            session.reset();
        if (!snapshot)
            continue;
        int pid = 0;
        {
            const std::lock_guard lock(m_mutex);
            pid = m_pid;
        }
        RunSample sample = sampleOf(*snapshot, pid);
        sample.atMs = clock.elapsed();
        m_tell(sample);
    }
}

} // namespace corridor
