// SPDX-License-Identifier: MIT
#include "message_list.h"

#include <algorithm>

namespace corridor {

const Message* MessageList::find(const QString& cause) const
{
    const auto found = std::ranges::find(m_messages, cause, &Message::cause);
    return found == m_messages.end() ? nullptr : &*found;
}

void MessageList::post(const Message& message)
{
    m_messages.removeIf([&](const Message& other) { return other.cause == message.cause; });
    m_messages << message;
    emit posted(message);
}

void MessageList::solve(const QString& cause)
{
    if (m_messages.removeIf([&](const Message& other) { return other.cause == cause; }) > 0)
        emit solved(cause);
}

void MessageList::clear()
{
    while (!m_messages.isEmpty())
        solve(m_messages.first().cause);
}

} // namespace corridor
