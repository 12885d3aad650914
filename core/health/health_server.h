// SPDX-License-Identifier: MIT
#pragma once

#include "base/error.h"

#include <QString>
#include <functional>
#include <memory>

namespace corridor {

// "9187", "127.0.0.1:9187", "[::1]:9187", "0.0.0.0:9187": a port alone is the loopback's. "usage"
struct ListenAddress {
    QString host; // an IP address
    quint16 port = 0; // 0: any that is free
};
Result<ListenAddress> parseListenAddress(const QString& text);

struct HttpAnswer {
    int status = 200;
    QByteArray type, body;
};

// Answers GET and HEAD for a few small documents over HTTP/1.1, one request a connection, on the thread's event loop.
// Nothing else of HTTP is here: whatever is longer than 8 kB, slower than 5 s or no GET is turned away.
class HealthServer {
public:
    using Route = std::function<HttpAnswer(const QByteArray& path)>; // status 404 for paths that there are not

    explicit HealthServer(Route route);
    ~HealthServer();
    Result<void> listen(const ListenAddress& address); // "health-not-served"
    quint16 port() const;

private:
    struct Listener;
    std::unique_ptr<Listener> m_listener;
};

} // namespace corridor
