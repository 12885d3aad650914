// SPDX-License-Identifier: MIT
#include "engine/lock_waiters.h"

#include "engine/interrupted_step.h"

#include <QElapsedTimer>
#include <poll.h>

namespace corridor {

namespace {

constexpr int longestWaitMs = 30'000; // three of Prisma's patience
constexpr int pauseMs = 200;

bool somebodyWaits(Session& session)
{
    const auto waiters
        = session.execute("SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND objid = 72707369");
    return waiters && waiters->rows() > 0;
}

} // namespace

bool mayRunAgain(Session& session, const Statement& statement, const Error& error, const CancelToken& token)
{
    if (error.sqlstate != "40P01" || !session.isOpen() || session.transactionStatus() != PQTRANS_IDLE)
        return false;
    QElapsedTimer timer;
    timer.start();
    while (somebodyWaits(session) && timer.elapsed() < longestWaitMs && !token.isCancelled()) {
        pollfd descriptor { token.descriptor(), POLLIN, 0 };
        poll(&descriptor, 1, pauseMs);
    }
    return !token.isCancelled() && !tookEffect(session, statement, token).value_or(true);
}

} // namespace corridor
