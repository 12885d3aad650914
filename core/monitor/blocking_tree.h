// SPDX-License-Identifier: MIT
#pragma once

#include "monitor/server_snapshot.h"

namespace corridor {

// Who waits for whom. A session that waits for several is a child of each of them; its own children are listed under
// the first only (`repeated` elsewhere).
struct BlockingNode {
    int pid = 0; // 0: prepared transactions, which have no process
    bool repeated = false;
    QList<BlockingNode> waiting; // by pid
    bool operator==(const BlockingNode&) const = default;

    int blockedCount() const; // sessions below it, each counted once
};

// Pure. Roots are those who block and do not wait themselves, by pid; of a circle (a deadlock that the server has not
// seen yet) its smallest pid is the root.
QList<BlockingNode> blockingForest(const QList<ServerSession>& sessions);

} // namespace corridor
