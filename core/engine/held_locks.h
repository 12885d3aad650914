// SPDX-License-Identifier: MIT
#pragma once

#include "monitor/server_snapshot.h"
#include "postgres/session.h"

namespace corridor {

// The locks on relations that the session's open transaction holds now, catalogs left out; strongest first.
Result<QList<LockFact>> heldLocks(Session& session);

} // namespace corridor
