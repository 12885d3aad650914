// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/messages/message.h"

#include <QObject>

namespace corridor {

// The messages that a view has to show now. Knows nothing of drawing.
class MessageList : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    const QList<Message>& messages() const { return m_messages; }
    const Message* find(const QString& cause) const;

    void post(const Message& message);
    void solve(const QString& cause);
    void clear();

signals:
    void posted(const corridor::Message& message);
    void solved(const QString& cause);

private:
    QList<Message> m_messages;
};

} // namespace corridor
