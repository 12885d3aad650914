// SPDX-License-Identifier: MIT
#include "monitor/server_snapshot.h"

#include <algorithm>

namespace corridor {

const ServerSession* ServerSnapshot::session(int pid) const
{
    const auto found = std::ranges::find(sessions, pid, &ServerSession::pid);
    return found == sessions.end() ? nullptr : &*found;
}

QList<ServerSession> ServerSnapshot::longestTransactions(int limit) const
{
    QList<ServerSession> open;
    for (const ServerSession& session : sessions) {
        if (session.transactionMs)
            open << session;
    }
    std::ranges::stable_sort(open, std::ranges::greater(), [](const auto& session) { return *session.transactionMs; });
    return open.first(qMin<qsizetype>(limit, open.size()));
}

std::optional<double> transactionRate(const ServerSnapshot& before, const ServerSnapshot& after)
{
    const qint64 milliseconds = before.takenAt.msecsTo(after.takenAt);
    const qint64 transactions
        = after.counters.commits + after.counters.rollbacks - before.counters.commits - before.counters.rollbacks;
    if (milliseconds <= 0 || transactions < 0)
        return std::nullopt;
    return 1000.0 * double(transactions) / double(milliseconds);
}

} // namespace corridor
