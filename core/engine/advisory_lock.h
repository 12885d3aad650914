// SPDX-License-Identifier: MIT
#pragma once

#include "engine/engine.h"

namespace corridor {

// Prisma's session lock (72707369), so that Corridor and Prisma exclude each other. Polled: a waiting
// pg_advisory_lock holds a snapshot that a concurrent index build of the holder waits for, which is a dead lock.
// It ends with the session. P1002 when the time is over; the hint says who holds it.
Result<void> takeAdvisoryLock(Session& session, const EngineOptions& options, const Observer& observer,
    const CancelToken& token);
// For a session that lives on.
void releaseAdvisoryLock(Session& session, const EngineOptions& options);

} // namespace corridor
