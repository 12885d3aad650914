// SPDX-License-Identifier: MIT
#include "monitor_feed.h"

#include "monitor/stop_backend.h"
#include "postgres/session.h"

namespace corridor {

namespace {

constexpr int intervalMs = 2000;

using SharedSession = std::shared_ptr<std::optional<Session>>;

Result<ServerSnapshot> lookAt(const ConnectionOptions& server, const SharedSession& shared, const CancelToken& token)
{
    if (!*shared || !(*shared)->isOpen()) {
        auto session = Session::open(server, token);
        CORRIDOR_TRY(session);
        shared->emplace(std::move(*session));
    }
    return readServerSnapshot(**shared, {}, token);
}

Result<void> stopSession(const ConnectionOptions& server, StopKind kind, int pid, const CancelToken& token)
{
    auto session = Session::open(server, token);
    CORRIDOR_TRY(session);
    return kind == StopKind::Cancel ? cancelBackend(*session, pid, token) : terminateBackend(*session, pid, token);
}

} // namespace

MonitorFeed::MonitorFeed(QObject* parent)
    : QObject(parent)
    , m_look(m_tasks)
    , m_stop(m_tasks)
{
    m_timer.setInterval(intervalMs);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &MonitorFeed::look);
}

MonitorFeed::~MonitorFeed() = default;

void MonitorFeed::setServer(const std::optional<ConnectionOptions>& server)
{
    m_server = server;
    m_look.abandon();
    m_session = std::make_shared<std::optional<Session>>(); // what a worker still holds ends with it
    m_last.reset();
    m_timer.stop();
    if (m_server)
        look();
    else
        emit gone();
}

void MonitorFeed::setAwake(bool awake)
{
    if (m_awake == awake)
        return;
    m_awake = awake;
    awake ? look() : m_timer.stop();
}

void MonitorFeed::look()
{
    if (!isWatching() || m_look.isRunning())
        return;
    m_look.start(
        tr("Looking at the server"),
        [server = *m_server, session = m_session](const CancelToken& token) { return lookAt(server, session, token); },
        [this](const Result<ServerSnapshot>& snapshot) { take(snapshot); });
}

void MonitorFeed::take(const Result<ServerSnapshot>& snapshot)
{
    if (snapshot) {
        const auto rate = m_last ? transactionRate(*m_last, *snapshot) : std::nullopt;
        m_last = *snapshot;
        emit looked(*snapshot, rate.value_or(-1));
    } else {
        emit failed(snapshot.error());
    }
    if (isWatching())
        m_timer.start();
}

void MonitorFeed::stop(StopKind kind, int pid)
{
    if (!m_server)
        return;
    m_stop.start(
        tr("Stopping a session"),
        [server = *m_server, kind, pid](const CancelToken& token) { return stopSession(server, kind, pid, token); },
        [this](const Result<void>& done) {
            if (!done)
                emit failed(done.error());
            look();
        });
}

} // namespace corridor
