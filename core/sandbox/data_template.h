// SPDX-License-Identifier: MIT
#pragma once

#include "base/cancel.h"
#include "sandbox/server_account.h"
#include "sandbox/server_binaries.h"

namespace corridor {

// A data folder fresh from initdb (superuser postgres, UTF8, locale C, trust on sockets, WAL segments of 1 MB), made
// once for each server version and kept below `cacheFolder`; private servers start from copies of it.
// initdb runs in `workFolder`, which `account` must be able to enter. Simultaneous calls are safe: both make one, and
// one is kept. Returns the template's path. Error: "sandbox-initdb-failed".
Result<QString> dataTemplate(const ServerBinaries& server, const ServerAccount& account, const QString& cacheFolder,
    const QString& workFolder, const CancelToken& token = CancelToken::never());

} // namespace corridor
