// SPDX-License-Identifier: MIT
#pragma once

#include "postgres/session.h"

namespace corridor {

// Refuses a connection that a pooler shares among its clients after each transaction (pgbouncer in transaction or
// statement mode): Prisma's lock, SET and the script's own transactions mean nothing there. Recognised by what it does:
// a second client is given the server process that belongs to this one. Poolers that keep a process for a session pass.
// "pooled-connection".
Result<void> refusePooler(Session& session, const CancelToken& token = CancelToken::never());

} // namespace corridor
