// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"
#include "lint/rules/timescale.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    const sql::FunctionCall* call = callOf(at, { "refresh_continuous_aggregate" });
    if (call && at.migration.inLargerTransaction(at.index))
        report.add(
            at, "refresh_continuous_aggregate cannot run inside a transaction, and here other statements share it.");
}

extern const Rule tsRefreshCaggInBatch {
    .id = "ts-refresh-cagg-in-batch",
    .severity = Severity::Error,
    .hazard = "Refreshing a continuous aggregate commits in between, so it can share no transaction.",
    .effect = "The statement fails.",
    .safe = "A migration of its own, or add_continuous_aggregate_policy.",
    .manual = "https://docs.tigerdata.com/api/latest/continuous-aggregates/refresh_continuous_aggregate/",
    .kinds = { Kind::Call },
    .check = check,
    .bad = { { "CALL refresh_continuous_aggregate('v', NULL, NULL); SELECT 1", "", Runner::PrismaBatch },
        { "BEGIN; CALL refresh_continuous_aggregate('v', NULL, NULL); COMMIT" } },
    .good = { { "CALL refresh_continuous_aggregate('v', NULL, NULL)", "", Runner::PrismaBatch } },
};

} // namespace corridor::rules
