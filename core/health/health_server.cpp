// SPDX-License-Identifier: MIT
#include "health/health_server.h"

#include <QHostAddress>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>

namespace corridor {

namespace {

constexpr qint64 longestRequest = 8192;
constexpr int patienceMs = 5000;

QByteArray reason(int status)
{
    switch (status) {
    case 200:
        return "OK";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 503:
        return "Service Unavailable";
    default:
        return "Bad Request";
    }
}

void write(QTcpSocket& socket, const HttpAnswer& answer, bool withBody)
{
    socket.write("HTTP/1.1 " + QByteArray::number(answer.status) + ' ' + reason(answer.status) + "\r\nContent-Type: " + answer.type
        + "\r\nContent-Length: " + QByteArray::number(answer.body.size())
        + "\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n" + (withBody ? answer.body : QByteArray()));
    socket.disconnectFromHost();
}

// "GET /metrics?x HTTP/1.1"
void answer(QTcpSocket& socket, const QByteArray& request, const HealthServer::Route& route)
{
    const QList<QByteArray> words = request.first(request.indexOf('\r')).split(' ');
    const QByteArray method = words.value(0);
    if (words.size() != 3 || !words[2].startsWith("HTTP/1.") || !words[1].startsWith('/'))
        return write(socket, { 400, "text/plain", "no HTTP\n" }, true);
    if (method != "GET" && method != "HEAD")
        return write(socket, { 405, "text/plain", "only GET and HEAD\n" }, true);
    const qsizetype end = words[1].indexOf('?');
    write(socket, route(end < 0 ? words[1] : words[1].first(end)), method == "GET");
}

} // namespace

struct HealthServer::Listener {
    Route route;
    QTcpServer server;

    void accept()
    {
        while (QTcpSocket* socket = server.nextPendingConnection()) {
            QObject::connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
            QTimer::singleShot(patienceMs, socket, [socket] { socket->abort(); });
            QObject::connect(socket, &QTcpSocket::readyRead, socket, [this, socket] { read(*socket); });
        }
    }

    void read(QTcpSocket& socket)
    {
        const QByteArray request = socket.peek(longestRequest + 1);
        if (request.size() > longestRequest)
            return write(socket, { 400, "text/plain", "too long\n" }, true);
        if (!request.contains("\r\n\r\n"))
            return;
        socket.readAll();
        QObject::disconnect(&socket, &QTcpSocket::readyRead, &socket, nullptr);
        answer(socket, request, route);
    }
};

Result<ListenAddress> parseListenAddress(const QString& text)
{
    const qsizetype colon = text.lastIndexOf(':');
    QString host = colon < 0 ? "127.0.0.1" : text.first(colon);
    if (host.startsWith('[') && host.endsWith(']'))
        host = host.sliced(1, host.size() - 2);
    if (host.isEmpty() || host == "localhost")
        host = "127.0.0.1";
    bool isNumber = false;
    const ushort port = text.sliced(colon + 1).toUShort(&isNumber);
    const QHostAddress address(host);
    if (!isNumber || address.isNull())
        return fail("usage", '`' + text + "` is no address to listen on.", "Give a port, or ADDRESS:PORT: 9187, 0.0.0.0:9187, [::1]:9187.");
    return ListenAddress { address.toString(), port };
}

HealthServer::HealthServer(Route route)
    : m_listener(std::make_unique<Listener>(std::move(route)))
{
    QObject::connect(&m_listener->server, &QTcpServer::newConnection, &m_listener->server, [this] { m_listener->accept(); });
}

HealthServer::~HealthServer() = default;

Result<void> HealthServer::listen(const ListenAddress& address)
{
    if (!m_listener->server.listen(QHostAddress(address.host), address.port))
        return fail("health-not-served",
            QString("%1:%2 cannot be listened on: %3.").arg(address.host).arg(address.port).arg(m_listener->server.errorString()),
            "Give another port.");
    return {};
}

quint16 HealthServer::port() const { return m_listener->server.serverPort(); }

} // namespace corridor
