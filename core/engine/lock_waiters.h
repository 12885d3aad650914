// SPDX-License-Identifier: MIT
#pragma once

#include "postgres/session.h"
#include "sql/statement.h"

namespace corridor {

// Whether a statement that ran outside of a transaction and was chosen as the victim of a dead lock (40P01) may run
// again. A Prisma that waits in pg_advisory_lock() holds a snapshot, CONCURRENTLY waits for all snapshots, and we hold
// the lock: it is waited for until it gives up (10 s), then what the statement left half-made is removed. False: the
// error stands. Source: PRISMA, section 6.
bool mayRunAgain(Session& session, const Statement& statement, const Error& error, const CancelToken& token);

} // namespace corridor
