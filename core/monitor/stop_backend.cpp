// SPDX-License-Identifier: MIT
#include "monitor/stop_backend.h"

#include "postgres/session.h"

namespace corridor {

namespace {

Result<void> signal(Session& session, const QByteArray& function, int pid, const CancelToken& token)
{
    const auto sent = session.query({ "SELECT " + function + "($1::int)", { QByteArray::number(pid) } }, token);
    CORRIDOR_TRY(sent);
    if (!sent->boolean(0, 0))
        return fail("backend-gone", QString("The server has no session with process %1 any more.").arg(pid));
    return {};
}

} // namespace

Result<void> cancelBackend(Session& session, int pid, const CancelToken& token)
{
    return signal(session, "pg_cancel_backend", pid, token);
}

Result<void> terminateBackend(Session& session, int pid, const CancelToken& token)
{
    return signal(session, "pg_terminate_backend", pid, token);
}

} // namespace corridor
