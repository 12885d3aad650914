// SPDX-License-Identifier: MIT
#include "engine/advisory_lock.h"

#include "monitor/advisory_lock_holder.h"

#include <QElapsedTimer>
#include <poll.h>

namespace corridor {

namespace {

constexpr qint64 migrationLock = 72707369;

// Who holds the lock, as a sentence. A role without rights sees less of other sessions; what it sees is said.
QString describeHolder(Session& session)
{
    const auto found = holderOfAdvisoryLock(session, migrationLock);
    if (!found || !*found)
        return "Another session holds Prisma's migration lock.";
    const AdvisoryLockHolder& holder = **found;
    const auto orElse = [](const QString& text, const char* other) { return text.isEmpty() ? QString(other) : text; };
    return QString("Process %1 (%2 as %3, from %4, connected at %5) holds Prisma's migration lock.")
        .arg(holder.pid)
        .arg(orElse(holder.application, "an unnamed program"), orElse(holder.user, "?"),
            orElse(holder.client, "the server's own machine"), holder.connectedSince.toString("HH:mm:ss' UTC'"));
}

Error timedOut(int timeoutMs, const QString& holder)
{
    const QString context = QString("Timed out trying to acquire a postgres advisory lock (SELECT pg_advisory_lock(72707369)). "
                                    "Timeout: %1ms. See https://pris.ly/d/migrate-advisory-locking for details.").arg(timeoutMs);
    return Error { .code = "P1002",
        .message = "The database server was reached but timed out.\n\nPlease try again.\n\nPlease make sure your database "
                   "server is running at the configured address.\n\nContext: " + context + '\n',
        .detail = holder, .hint = "Another deploy is running: let it finish, then try again.",
        .state = "nothing was changed" };
}

// False when cancelled meanwhile.
bool sleepFor(int ms, const CancelToken& token)
{
    pollfd descriptor { token.descriptor(), POLLIN, 0 };
    return poll(&descriptor, 1, ms) <= 0 && !token.isCancelled();
}

} // namespace

Result<void> takeAdvisoryLock(Session& session, const EngineOptions& options, const Observer& observer, const CancelToken& token)
{
    if (!options.advisoryLock)
        return {};
    QElapsedTimer timer;
    timer.start();
    QString holder;
    for (int pause = 10;; pause = qMin(pause * 2, 250)) {
        const auto taken = session.execute("SELECT pg_try_advisory_lock(72707369)", token);
        CORRIDOR_TRY(taken);
        if (taken->boolean(0, 0))
            return {};
        if (pause >= 160 && holder.isEmpty()) {
            holder = describeHolder(session);
            if (observer)
                observer(RunEvent { .kind = RunEvent::Kind::WaitingForLock, .text = holder });
        }
        if (options.lockTimeoutMs > 0 && timer.elapsed() >= options.lockTimeoutMs)
            return std::unexpected(timedOut(options.lockTimeoutMs, holder.isEmpty() ? describeHolder(session) : holder));
        if (!sleepFor(pause, token))
            return fail("cancelled", "Waiting for the migration lock was cancelled.");
    }
}

void releaseAdvisoryLock(Session& session, const EngineOptions& options)
{
    if (options.advisoryLock && session.isOpen())
        (void)session.execute("SELECT pg_advisory_unlock(72707369)");
}

} // namespace corridor
