// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    const bool other = at.facts.transactionReason.contains("CONCURRENTLY") || at.statement.kind == Kind::Reindex
        || at.statement.kind == Kind::AlterType || at.facts.controlsTransaction
        || at.facts.transactionReason.contains("timescaledb") || at.facts.transactionReason.contains("()")
        || at.facts.transactionReason.contains("continuous aggregate");
    if (at.facts.inTransaction != In::Forbidden || other || at.inBody || !at.migration.inLargerTransaction(at.index))
        return;
    report.add(at, QString("%1 %2").arg(at.facts.transactionReason,
        at.migration.inWrittenTransaction(at.index) ? "The script has opened one with BEGIN." : "The other statements of this script make it one."));
}

extern const Rule notInTransactionBlock {
    .id = "not-in-transaction-block",
    .severity = Severity::Error,
    .hazard = "Some statements refuse to share a transaction with any other.",
    .effect = "SQLSTATE 25001: VACUUM, CREATE DATABASE, ALTER SYSTEM, CREATE SUBSCRIPTION, procedures that commit and the like.",
    .safe = "A migration of its own.",
    .manual = "protocol-flow.html#PROTOCOL-FLOW-MULTI-STATEMENT",
    .check = check,
    .bad = { { "VACUUM t; SELECT 1", "", Runner::PrismaBatch }, { "BEGIN; ALTER SYSTEM SET work_mem = '8MB'; COMMIT" },
        { "SELECT 1; DO $$ BEGIN COMMIT; END $$", "", Runner::PrismaBatch } },
    .good = { { "VACUUM t", "", Runner::PrismaBatch }, { "VACUUM t; SELECT 1", "", Runner::PrismaSplit }, { "ANALYZE t; SELECT 1", "", Runner::PrismaBatch } },
};

} // namespace corridor::rules
