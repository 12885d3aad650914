// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    if (at.facts.inTransaction == In::Forbidden && !at.as<sql::Reindex>().concurrently && !at.inBody
        && at.migration.inLargerTransaction(at.index))
        report.add(at, at.facts.transactionReason);
}

extern const Rule reindexMultiInTransaction {
    .id = "reindex-multi-in-transaction",
    .severity = Severity::Error,
    .hazard = "REINDEX of a schema, a database or a partitioned table cannot share a transaction.",
    .effect = "SQLSTATE 25001.",
    .safe = "A migration of its own.",
    .manual = "sql-reindex.html",
    .kinds = { Kind::Reindex },
    .check = check,
    .bad = { { "REINDEX SCHEMA public; SELECT 1", "", Runner::PrismaBatch }, { "BEGIN; REINDEX DATABASE d; COMMIT" } },
    .good = { { "REINDEX SCHEMA public; SELECT 1", "", Runner::PrismaSplit },
        { "REINDEX SCHEMA public", "", Runner::PrismaBatch } },
};

} // namespace corridor::rules
