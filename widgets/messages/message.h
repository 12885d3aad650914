// SPDX-License-Identifier: MIT
#pragma once

#include "base/error.h"

#include <QStringList>
#include <functional>

namespace corridor {

enum class MessageLevel { Error, Warning, Information, Positive };

// Up to three ways on from a message.
struct MessageAction {
    QString text;
    std::function<void()> run;
};

// What a bar says. One bar per `cause`: the same cause again replaces it, and whoever solved it takes it away.
struct Message {
    QString cause; // "connection", "deploy", …
    MessageLevel level = MessageLevel::Information;
    QString headline; // what happened, one sentence
    QStringList details; // where, in which state the database is, what to do next: a line each
    QString copyText; // everything, for the clipboard; empty where there is no more than is shown
    QList<MessageAction> actions;
    bool goesAway = false; // by itself after some seconds; for good news only
};

// The message that shows an error: what, where, state, next. Connection passwords in it are hidden.
Message errorMessage(const QString& cause, const Error& error);

} // namespace corridor
