// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <optional>

namespace corridor {

// Messages of the Language Server Protocol, as they go over a stream: headers, an empty line, JSON.
class MessageStream {
public:
    void append(const QByteArray& bytes) { m_buffer += bytes; }
    // The next whole message; unset until there is one. What is no JSON object comes out as an empty one.
    std::optional<QJsonObject> next();

    static QByteArray framed(const QJsonObject& message);

private:
    QByteArray m_buffer;
};

} // namespace corridor
