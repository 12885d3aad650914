// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    const auto& lock = at.as<sql::LockTables>();
    const auto mode = static_cast<LockMode>(lock.mode);
    for (const QualifiedName& table : lock.noWait || !blocksWrites(mode) ? QList<QualifiedName>() : lock.tables)
        report.addOnTable(at, table,
            QString("%1 on %2 until the end of the transaction: nobody can %3 it.")
                .arg(lockWord(mode), at.describe(table), blocksReads(mode) ? "read or write" : "write to"));
}

extern const Rule lockTable {
    .id = "lock-table",
    .severity = Severity::Warning,
    .hazard = "LOCK TABLE keeps others out until the transaction ends, and waits without a bound to begin.",
    .effect = "The lock that it names, until COMMIT.",
    .safe = "NOWAIT or a lock_timeout, and little work after it.",
    .manual = "sql-lock.html",
    .kinds = { Kind::LockTable },
    .check = check,
    .bad
    = { { "LOCK TABLE t; UPDATE t SET a = 1 WHERE b = 2" }, { "BEGIN; LOCK t IN SHARE ROW EXCLUSIVE MODE; COMMIT" } },
    .good = { { "BEGIN; LOCK TABLE t NOWAIT; COMMIT" }, { "BEGIN; LOCK TABLE t IN ACCESS SHARE MODE; COMMIT" } },
};

} // namespace corridor::rules
