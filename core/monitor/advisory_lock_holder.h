// SPDX-License-Identifier: MIT
#pragma once

#include "base/cancel.h"
#include "base/error.h"

#include <QDateTime>
#include <optional>

namespace corridor {

class Session;

// Who holds an advisory lock of this database. PostgreSQL does not record since when a lock is held: it cannot be
// longer than the session has been connected.
struct AdvisoryLockHolder {
    int pid = 0;
    QString user, application;
    QString client; // address, or "local" for a socket
    QString state;
    QDateTime connectedSince; // UTC; invalid where the role may not see it
    QDateTime querySince;
    QString query; // its last statement
};

// The lock of pg_advisory_lock(bigint), such as Prisma's 72707369; unset when nobody holds it.
Result<std::optional<AdvisoryLockHolder>> holderOfAdvisoryLock(
    Session& session, qint64 key, const CancelToken& token = CancelToken::never());

} // namespace corridor
