// SPDX-License-Identifier: MIT
#include "engine/advisory_lock.h"

#include <QElapsedTimer>
#include <poll.h>

namespace corridor {

namespace {

// Who holds the lock, as a sentence. A role without rights sees less of other sessions; what it sees is said.
QString describeHolder(Session& session)
{
    const auto holder = session.execute(
        "SELECT a.pid, coalesce(a.usename, '?'), coalesce(nullif(a.application_name, ''), 'an unnamed program'),"
        " coalesce(host(a.client_addr), 'the server''s own machine'), to_char(a.backend_start, 'HH24:MI:SS')"
        " FROM pg_locks l JOIN pg_stat_activity a USING (pid) WHERE l.locktype = 'advisory' AND l.granted"
        " AND l.classid = 0 AND l.objid = 72707369 AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())"
        " LIMIT 1");
    if (!holder || holder->rows() == 0)
        return "Another session holds Prisma's migration lock.";
    return QString("Process %1 (%2 as %3, from %4, connected at %5) holds Prisma's migration lock.")
        .arg(holder->text(0, 0), holder->text(0, 2), holder->text(0, 1), holder->text(0, 3), holder->text(0, 4));
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
