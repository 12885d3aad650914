// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"
#include "lint/rules/timescale.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    const auto& index = at.as<sql::CreateIndex>();
    if (!sql::findOption(index.options, QLatin1StringView("transaction_per_chunk"), QLatin1StringView("timescaledb")))
        return;
    if (index.unique)
        report.add(at, "TimescaleDB refuses transaction_per_chunk for a unique index.", at.find("unique"));
    else if (at.migration.inLargerTransaction(at.index))
        report.add(at, "transaction_per_chunk cannot run inside a transaction, and here other statements share it.");
}

extern const Rule tsTransactionPerChunkInBatch {
    .id = "ts-transaction-per-chunk-in-batch",
    .severity = Severity::Error,
    .hazard
    = "An index built chunk by chunk commits after each chunk, so it can share no transaction and cannot be unique.",
    .effect = "The statement fails.",
    .safe = "Put it alone into its migration; build unique indexes without the option.",
    .manual = "https://docs.tigerdata.com/api/latest/hypertable/create_index/",
    .kinds = { Kind::CreateIndex },
    .check = check,
    .bad = { { "CREATE INDEX i ON t (a) WITH (timescaledb.transaction_per_chunk); SELECT 1", "", Runner::PrismaBatch },
        { "CREATE UNIQUE INDEX i ON t (a, ts) WITH (timescaledb.transaction_per_chunk)" } },
    .good = { { "CREATE INDEX i ON t (a) WITH (timescaledb.transaction_per_chunk)", "", Runner::PrismaBatch },
        { "CREATE INDEX i ON t (a) WITH (timescaledb.transaction_per_chunk); SELECT 1", "", Runner::PrismaSplit } },
};

} // namespace corridor::rules
