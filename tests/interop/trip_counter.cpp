// SPDX-License-Identifier: MIT
#include "trip_counter.h"

#include <QFile>
#include <QFileInfo>
#include <array>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace corridor {

static sockaddr_un addressOf(const QByteArray& path)
{
    sockaddr_un address {};
    address.sun_family = AF_UNIX;
    qstrncpy(address.sun_path, path.constData(), sizeof address.sun_path);
    return address;
}

TripCounter::TripCounter(const QString& server)
{
    const sockaddr_un address = addressOf(QFile::encodeName(m_folder.filePath(QFileInfo(server).fileName())));
    m_listener = socket(AF_UNIX, SOCK_STREAM, 0);
    if (bind(m_listener, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0
        && listen(m_listener, 4) == 0)
        m_thread = std::thread([this, path = QFile::encodeName(server)] { serve(m_listener, path); });
}

TripCounter::~TripCounter()
{
    shutdown(m_listener, SHUT_RDWR);
    if (m_thread.joinable())
        m_thread.join();
    close(m_listener);
}

void TripCounter::serve(int listener, const QByteArray& server)
{
    for (int client = accept(listener, nullptr, nullptr); client >= 0; client = accept(listener, nullptr, nullptr)) {
        const int other = socket(AF_UNIX, SOCK_STREAM, 0);
        const sockaddr_un address = addressOf(server);
        if (connect(other, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0)
            relay(client, other);
        close(other);
        close(client);
    }
}

// Passes on what comes from one side, until it is silent for a moment; false at its end.
static bool passOn(int from, int to)
{
    constexpr int momentMs = 40;
    std::array<char, 65536> bytes;
    int patience = -1; // for the first of it
    for (pollfd end { from, POLLIN, 0 }; poll(&end, 1, patience) > 0; patience = momentMs) {
        const ssize_t count = read(from, bytes.data(), bytes.size());
        if (count <= 0 || write(to, bytes.data(), size_t(count)) != count)
            return false;
    }
    return true;
}

// The sides speak by turns: what the client sends without waiting for an answer belongs to one trip.
void TripCounter::relay(int client, int server)
{
    while (passOn(client, server) && passOn(server, client))
        ++m_trips;
}

} // namespace corridor
