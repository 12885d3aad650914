// SPDX-License-Identifier: MIT
#pragma once

#include "base/environment.h"
#include "base/error.h"
#include "sandbox/server_account.h"

namespace corridor {

// Where private servers keep their things.
struct SandboxFolders {
    QString state; // sockets, logs and locks: CORRIDOR_SANDBOX_DIR, else /tmp/corridor-UID, which every log-in shares
    QString cache; // templates: XDG_CACHE_HOME/corridor, else ~/.cache/corridor
    QString data; // data folders: in memory where there is room, else as `state`
    bool inMemory = false;
};

// Finds them and makes `state`. Error: "sandbox-folder-unsafe".
Result<SandboxFolders> sandboxFolders(const Environment& environment);

// A folder that lives in memory (a tmpfs: /dev/shm or XDG_RUNTIME_DIR), may be written by the caller and entered by
// `account`, and has `needed` bytes to spare; empty where there is none.
QString memoryFolder(const Environment& environment, const ServerAccount& account, qint64 needed);

} // namespace corridor
