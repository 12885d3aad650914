// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static bool isConcurrent(const StatementContext& at)
{
    return at.facts.inTransaction == In::Forbidden && at.facts.transactionReason.contains("CONCURRENTLY");
}

static void check(const StatementContext& at, Report& report)
{
    if (isConcurrent(at) && !at.inBody && at.migration.inWrittenTransaction(at.index))
        report.add(at, QString("%1 The script has opened one with BEGIN.").arg(at.facts.transactionReason));
}

extern const Rule concurrentlyInExplicitTransaction {
    .id = "concurrently-in-explicit-transaction",
    .severity = Severity::Error,
    .hazard = "CONCURRENTLY needs transactions of its own and fails between BEGIN and COMMIT.",
    .effect = "SQLSTATE 25001.",
    .safe = "Move the statement out of the transaction, best into a migration of its own.",
    .manual = "sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY",
    .kinds = { Kind::CreateIndex, Kind::DropIndex, Kind::Reindex, Kind::AlterTable },
    .check = check,
    .bad = { { "BEGIN; CREATE INDEX CONCURRENTLY i ON t (a); COMMIT;" },
        { "BEGIN; ALTER TABLE p DETACH PARTITION q CONCURRENTLY; COMMIT;" } },
    .good = { { "BEGIN; SELECT 1; COMMIT; CREATE INDEX CONCURRENTLY i ON t (a);" },
        { "CREATE INDEX CONCURRENTLY i ON t (a); CREATE INDEX CONCURRENTLY j ON t (b);" } },
};

} // namespace corridor::rules
