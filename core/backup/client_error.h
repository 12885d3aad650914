// SPDX-License-Identifier: MIT
#pragma once

#include "base/cancel.h"
#include "base/error.h"

namespace corridor {

// Pure. What pg_dump, pg_restore or psql meant by what it wrote to standard error before it failed, with a way on:
// "client-older", "disk-full", "server-gone", "P1001" (unreachable), "P1000" (refused), "P1003" (no such
// database), "archive-truncated", "archive-invalid", "backup-locked", "backup-rights", "restore-orphans",
// "object-exists", "object-missing", else `otherwise`. The detail is the program's
// own first error.
Error clientError(const QString& program, const QString& errors, const QString& otherwise);

// Pure. The same names for what the server said to a session of our own; "cancelled" where the token was.
Error sessionError(const Error& error, const CancelToken& token);

} // namespace corridor
