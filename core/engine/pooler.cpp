// SPDX-License-Identifier: MIT
#include "engine/pooler.h"

namespace corridor {

namespace {

Error pooled()
{
    return Error { .code = "pooled-connection",
        .message
        = "A connection pooler stands before the database and gives its server processes to other clients after each "
          "transaction (pgbouncer in transaction mode). A migration needs one process for itself: its lock, its "
          "settings and its progress would end up in somebody else's session.",
        .hint = "Name the database itself: `directUrl` in schema.prisma, `--url`, or a profile of its own. (The "
                "pooler's port is "
                "usually 6432, the server's 5432.) A pool in session mode is fine.",
        .state = "nothing was changed" };
}

Result<qint64> serverProcess(Session& session, const QByteArray& before, const CancelToken& token)
{
    const auto answer = session.execute(before + "SELECT pg_backend_pid()", token);
    CORRIDOR_TRY(answer);
    return answer->integer(0, 0);
}

} // namespace

Result<void> refusePooler(Session& session, const CancelToken& token)
{
    const auto first = serverProcess(session, {}, token);
    CORRIDOR_TRY(first);
    if (*first == session.backendPid()) // a pooler tells its clients a number of its own
        return {};
    auto other = Session::open(session.options(), token);
    if (!other)
        return {};
    // A pool of sessions that is used up lets the other one wait: so long nobody shares anything.
    const CancelToken impatience;
    other->onWait(2000, [&] { impatience.cancel(); });
    const auto second = serverProcess(*other, "BEGIN; ", impatience);
    if (impatience.isCancelled())
        return {};
    if (!second || *second == *first) // a pool of statements refuses BEGIN
        return std::unexpected(pooled());
    // The other one sits on a process now; if it was to be ours next, we get another.
    const auto again = serverProcess(session, {}, token);
    CORRIDOR_TRY(again);
    return *again == *first ? Result<void>() : std::unexpected(pooled());
}

} // namespace corridor
