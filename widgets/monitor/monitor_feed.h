// SPDX-License-Identifier: MIT
#pragma once

#include "monitor/server_snapshot.h"
#include "postgres/connection.h"
#include "widgets/tasks/task.h"

#include <QTimer>

namespace corridor {

class Session;

enum class StopKind { Cancel, Terminate };

// Looks at a server every few seconds, on a worker and in a session of its own, as long as it is watched; and stops
// other sessions on request. GUI thread only.
class MonitorFeed : public QObject {
    Q_OBJECT
public:
    explicit MonitorFeed(QObject* parent = nullptr);
    ~MonitorFeed() override;

    // Which server; unset: none. Looks only while it is awake, so that a dock that nobody sees asks nothing.
    void setServer(const std::optional<ConnectionOptions>& server);
    void setAwake(bool awake);
    bool isWatching() const { return m_awake && m_server.has_value(); }
    void setInterval(int milliseconds) { m_timer.setInterval(milliseconds); }
    // Cancels the statement of a session, or ends the session; then looks again.
    void stop(StopKind kind, int pid);

signals:
    // `rate`: transactions per second since the one before; negative where it is not known.
    void looked(const corridor::ServerSnapshot& snapshot, double rate);
    void failed(const corridor::Error& error);
    void gone(); // no server any more

private:
    void look();
    void take(const Result<ServerSnapshot>& snapshot);

    std::optional<ConnectionOptions> m_server;
    std::shared_ptr<std::optional<Session>> m_session; // used by one worker at a time
    std::optional<ServerSnapshot> m_last;
    bool m_awake = false;
    QTimer m_timer;
    TaskList m_tasks; // of its own: the window's status bar does not tell of every look
    Task<Result<ServerSnapshot>> m_look;
    Task<Result<void>> m_stop;
};

} // namespace corridor
