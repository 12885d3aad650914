// SPDX-License-Identifier: MIT
#include "engine/lost_commit.h"

#include <QDeadlineTimer>
#include <poll.h>

namespace corridor {

namespace {

bool hasXid8(const Session& session)
{
    return session.server().version >= 130000;
}

// "committed", "aborted", "in progress"; empty where it is too long ago to be known.
Result<QString> statusOf(Session& session, const QByteArray& transaction, const CancelToken& token)
{
    const Query query { hasXid8(session) ? "SELECT pg_xact_status($1::xid8)" : "SELECT txid_status($1::bigint)",
        { transaction } };
    const auto status = session.query(query, token);
    if (!status && status.error().sqlstate == "22023") // it lies in the future: the crash has undone it
        return QString("aborted");
    CORRIDOR_TRY(status);
    return status->text(0, 0);
}

Result<CommitFate> askOnce(const ConnectionOptions& options, const QByteArray& transaction, const CancelToken& token)
{
    auto session = Session::open(options, token);
    CORRIDOR_TRY(session);
    const auto status = statusOf(*session, transaction, token);
    CORRIDOR_TRY(status);
    if (*status != "committed" && *status != "aborted")
        return fail("commit-unknown",
            QString("The server says of the transaction: %1.").arg(status->isEmpty() ? "unknown" : *status));
    return CommitFate { std::move(*session), *status == "committed" };
}

} // namespace

QByteArray transactionNumberQuery(const Session& session)
{
    return hasXid8(session) ? "SELECT pg_current_xact_id()::text" : "SELECT txid_current()::text";
}

Result<CommitFate> fateOfCommit(
    const ConnectionOptions& options, const QByteArray& transaction, int patienceMs, const CancelToken& token)
{
    const QDeadlineTimer deadline(patienceMs);
    for (int pause = 20;; pause = qMin(pause * 2, 1000)) {
        auto fate = askOnce(options, transaction, token);
        if (fate || deadline.hasExpired() || token.isCancelled())
            return fate;
        pollfd descriptor { token.descriptor(), POLLIN, 0 };
        poll(&descriptor, 1, pause);
    }
}

} // namespace corridor
