// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QTemporaryDir>
#include <atomic>
#include <thread>

namespace corridor {

// Stands between a client and a server's unix socket and counts round trips: how often the client speaks after the
// server has. The start of the session is one of them; a farewell that is not answered is none.
class TripCounter {
public:
    // `server` is the socket, "/dir/.s.PGSQL.5432".
    explicit TripCounter(const QString& server);
    ~TripCounter();
    // The folder for ?host=.
    QString folder() const { return m_folder.path(); }
    int trips() const { return m_trips; }

private:
    void serve(int listener, const QByteArray& server);
    void relay(int client, int server);

    QTemporaryDir m_folder;
    int m_listener = -1;
    std::atomic<int> m_trips = 0;
    std::thread m_thread;
};

} // namespace corridor
