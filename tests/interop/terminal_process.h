// SPDX-License-Identifier: MIT
#pragma once

#include "child_process.h"

namespace corridor {

// Keys that are pressed once a text has appeared on the screen, after those of the replies before it.
struct Reply {
    QString after;
    QByteArray keys;
};

// Runs a program with a terminal of its own for all three streams, as a person would. `out` is what the screen shows at
// the end: lines that were written anew as they were last, without colours. -1 when it did not end in time.
Outcome runOnTerminal(const Command& command, const QList<Reply>& replies, int timeoutMs = 120'000);

} // namespace corridor
