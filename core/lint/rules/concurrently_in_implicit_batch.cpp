// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    const bool batch = at.runner() == Runner::PrismaBatch;
    if ((!batch && at.runner() != Runner::Corridor) || at.inBody || at.facts.inTransaction != In::Forbidden
        || !at.facts.transactionReason.contains("CONCURRENTLY") || at.migration.statements().size() < 2
        || at.migration.inWrittenTransaction(at.index))
        return;
    Finding& finding = report.add(at,
        QString("%1 Prisma up to 7.3 sends the whole file as one message, which is one.")
            .arg(at.facts.transactionReason));
    if (!batch)
        finding.severity = Severity::Note; // Corridor runs it by itself; the folder may still meet Prisma elsewhere
}

extern const Rule concurrentlyInImplicitBatch {
    .id = "concurrently-in-implicit-batch",
    .severity = Severity::Error,
    .hazard = "CONCURRENTLY beside any other statement fails where the runner sends the file as one message.",
    .effect = "SQLSTATE 25001 under Prisma up to 7.3, psql -c and the like; COMMIT before it does not help.",
    .safe = "One statement a migration; lock_timeout then comes from the role or the connection.",
    .manual = "protocol-flow.html#PROTOCOL-FLOW-MULTI-STATEMENT",
    .kinds = { Kind::CreateIndex, Kind::DropIndex, Kind::Reindex, Kind::AlterTable },
    .check = check,
    .bad = { { "SET lock_timeout = '2s'; CREATE INDEX CONCURRENTLY i ON t (a)", "", Runner::PrismaBatch },
        { "CREATE INDEX CONCURRENTLY i ON t (a); CREATE INDEX CONCURRENTLY j ON t (b)", "", Runner::PrismaBatch },
        { "DROP INDEX CONCURRENTLY i; SELECT 1", "", Runner::PrismaBatch },
        { "SET lock_timeout = '2s'; CREATE INDEX CONCURRENTLY i ON t (a)", "", Runner::Corridor },
        { "COMMIT; CREATE INDEX CONCURRENTLY i ON t (a)", "", Runner::PrismaBatch } },
    .good = { { "-- a comment\nCREATE INDEX CONCURRENTLY i ON t (a);;\n-- and another", "", Runner::PrismaBatch },
        { "SET lock_timeout = '2s'; CREATE INDEX CONCURRENTLY i ON t (a)", "", Runner::PrismaSplit },
        { "REFRESH MATERIALIZED VIEW CONCURRENTLY m; SELECT 1", "", Runner::PrismaBatch } },
};

} // namespace corridor::rules
