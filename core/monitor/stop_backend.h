// SPDX-License-Identifier: MIT
#pragma once

#include "base/cancel.h"
#include "base/error.h"

namespace corridor {

class Session;

// Asks the server to end the statement of another session, or the session itself. "backend-gone" when there is no such
// session any more; 42501 when the role may not.
Result<void> cancelBackend(Session& session, int pid, const CancelToken& token = CancelToken::never());
Result<void> terminateBackend(Session& session, int pid, const CancelToken& token = CancelToken::never());

} // namespace corridor
