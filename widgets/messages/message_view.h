// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/messages/message_list.h"

#include <QHash>
#include <QWidget>

class KMessageWidget;
class QVBoxLayout;

namespace corridor {

// The bars of a message list, one under the other, in the layout above the view that they concern; takes no room
// while there are none.
class MessageView : public QWidget {
    Q_OBJECT
public:
    explicit MessageView(MessageList& list, QWidget* parent = nullptr);

private:
    void add(const Message& message);
    void remove(const QString& cause);
    KMessageWidget* makeBar(const Message& message);

    MessageList& m_list;
    QVBoxLayout* m_layout;
    QHash<QString, KMessageWidget*> m_bars;
};

} // namespace corridor
