// SPDX-License-Identifier: MIT
#pragma once

#include "base/cancel.h"
#include "postgres/connection.h"

namespace corridor {

struct SwapReport {
    QString keptAs; // the new name of the database that was replaced; empty where there was none
    int endedSessions = 0;
};

// Puts the database `restored` in the place of `name`: both are renamed in one transaction, and the one that was there
// is kept as `name`_before_<UTC time>. Its owner and its privileges on the database go over to the new one. Sessions on
// both are ended; on any error all stays as it was. `server` leads to any database of the server.
// Errors are Session's, and "database-missing" where `restored` does not exist.
Result<SwapReport> swapDatabase(const ConnectionOptions& server, const QString& name, const QString& restored,
    const CancelToken& token = CancelToken::never());

// A session on a database that every server has: postgres, else template1.
Result<class Session> maintenanceSession(
    const ConnectionOptions& server, const CancelToken& token = CancelToken::never());

} // namespace corridor
