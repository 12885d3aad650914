// SPDX-License-Identifier: MIT
#pragma once

#include "postgres/connection.h"

namespace corridor {

// Prisma's error for a refused connection, from libpq's verbose message (which carries the SQLSTATE).
// P1000 28P01 · P1001 unreachable · P1003 3D000 · P1010 28000 · P1011 TLS; else "connection-failed".
Error connectError(const ConnectionOptions& options, const QString& message, bool timedOut, bool cancelled);

} // namespace corridor
