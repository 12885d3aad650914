// SPDX-License-Identifier: MIT
#pragma once

#include "sandbox/private_server.h"

namespace corridor {

// The server that runs on the data folder, by the folder's own postmaster.pid; unset where none does.
std::optional<ProcessIdentity> serverOn(const QString& dataFolder);

// Makes way for a new start after a server was killed: waits until its last process has left the data folder, and
// removes its lock files, which PostgreSQL takes for those of a living server while nobody has reaped the dead one.
// Does nothing where nothing is left. Error: "sandbox-start-failed" when processes stay for 10 seconds.
Result<void> clearStaleServer(const PrivateServer& server);

} // namespace corridor
