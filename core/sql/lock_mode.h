// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace corridor {

// PostgreSQL's table locks (manual, 13.3.1), numbered as the server numbers them.
enum class LockMode {
    None = 0,
    AccessShare,
    RowShare,
    RowExclusive,
    ShareUpdateExclusive,
    Share,
    ShareRowExclusive,
    Exclusive,
    AccessExclusive,
};
// "ACCESS EXCLUSIVE" as SQL writes it; "none".
QString lockWord(LockMode mode);
// As pg_locks writes it, AccessExclusiveLock; None for any other text.
LockMode lockModeFromServer(const QString& word);
// Whether two sessions cannot hold them on one table (manual, table 13.2).
bool conflict(LockMode one, LockMode other);
inline bool blocksReads(LockMode mode)
{
    return conflict(mode, LockMode::AccessShare);
}
inline bool blocksWrites(LockMode mode)
{
    return conflict(mode, LockMode::RowExclusive);
}

} // namespace corridor
