// SPDX-License-Identifier: MIT
#include "engine/held_locks.h"

namespace corridor {

Result<QList<LockFact>> heldLocks(Session& session)
{
    // In the order of strength, as the manual's table of conflicting lock modes (13.3).
    const auto rows = session.execute(R"(
SELECT n.nspname, c.relname, l.mode
  FROM pg_catalog.pg_locks l JOIN pg_catalog.pg_class c ON c.oid = l.relation
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE l.pid = pg_catalog.pg_backend_pid() AND l.granted AND l.locktype = 'relation'
   AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
 ORDER BY pg_catalog.array_position(ARRAY['AccessExclusiveLock', 'ExclusiveLock', 'ShareRowExclusiveLock', 'ShareLock',
          'ShareUpdateExclusiveLock', 'RowExclusiveLock', 'RowShareLock', 'AccessShareLock'], l.mode), 1, 2)");
    CORRIDOR_TRY(rows);
    QList<LockFact> locks;
    for (int row = 0; row < rows->rows(); ++row)
        locks << LockFact { .pid = session.backendPid(),
            .kind = "relation",
            .schema = rows->text(row, 0),
            .relation = rows->text(row, 1),
            .mode = rows->text(row, 2),
            .granted = true };
    return locks;
}

} // namespace corridor
