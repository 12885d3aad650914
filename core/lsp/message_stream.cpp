// SPDX-License-Identifier: MIT
#include "lsp/message_stream.h"

#include <QJsonDocument>

namespace corridor {

static qsizetype contentLength(const QByteArray& headers)
{
    for (const QByteArray& line : headers.split('\n')) {
        if (line.toLower().startsWith("content-length:"))
            return line.mid(15).trimmed().toLongLong();
    }
    return 0;
}

std::optional<QJsonObject> MessageStream::next()
{
    const qsizetype end = m_buffer.indexOf("\r\n\r\n");
    if (end < 0)
        return std::nullopt;
    const qsizetype begin = end + 4;
    const qsizetype length = std::max<qsizetype>(0, contentLength(m_buffer.first(end)));
    if (m_buffer.size() - begin < length)
        return std::nullopt;
    const QByteArray body = m_buffer.sliced(begin, length);
    m_buffer.remove(0, begin + length);
    return QJsonDocument::fromJson(body).object();
}

QByteArray MessageStream::framed(const QJsonObject& message)
{
    const QByteArray body = QJsonDocument(message).toJson(QJsonDocument::Compact);
    return "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

} // namespace corridor
