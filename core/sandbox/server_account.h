// SPDX-License-Identifier: MIT
#pragma once

#include "base/error.h"

#include <sys/types.h>

namespace corridor {

// As whom a private server runs. PostgreSQL refuses to run as root, so root's servers run as the user `postgres`.
struct ServerAccount {
    uid_t user = 0;
    gid_t group = 0;
    bool isCaller = true; // no change of user is needed

    // Becomes the account for good. For a child between fork and exec: calls only async-signal-safe functions.
    bool become() const;
};

// Error: "sandbox-no-account" for root on a machine without a user `postgres`.
Result<ServerAccount> serverAccount();

} // namespace corridor
