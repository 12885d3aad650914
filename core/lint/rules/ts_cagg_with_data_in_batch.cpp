// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"
#include "lint/rules/timescale.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    const auto& view = at.as<sql::CreateTableAs>();
    const bool continuous = sql::findOption(view.options, QLatin1StringView("continuous"), QLatin1StringView("timescaledb"));
    if (continuous && view.withData && at.migration.inLargerTransaction(at.index))
        report.add(at, QString("%1 is filled when it is created, which cannot run inside a transaction.").arg(code(view.name)));
}

extern const Rule tsCaggWithDataInBatch {
    .id = "ts-cagg-with-data-in-batch",
    .severity = Severity::Error,
    .hazard = "A continuous aggregate WITH DATA, the default, can share no transaction.",
    .effect = "The statement fails beside any other under Prisma up to 7.3, and inside BEGIN.",
    .safe = "WITH NO DATA, and a refresh policy.",
    .manual = "https://docs.tigerdata.com/api/latest/continuous-aggregates/create_materialized_view/",
    .kinds = { Kind::CreateMaterializedView },
    .check = check,
    .bad = { { "CREATE MATERIALIZED VIEW v WITH (timescaledb.continuous) AS SELECT time_bucket('1h', ts) b FROM t GROUP BY b; SELECT 1", "", Runner::PrismaBatch } },
    .good = { { "CREATE MATERIALIZED VIEW v WITH (timescaledb.continuous) AS SELECT time_bucket('1h', ts) b FROM t GROUP BY b WITH NO DATA; SELECT 1", "", Runner::PrismaBatch },
        { "CREATE MATERIALIZED VIEW v WITH (timescaledb.continuous) AS SELECT time_bucket('1h', ts) b FROM t GROUP BY b", "", Runner::PrismaBatch },
        { "CREATE MATERIALIZED VIEW v AS SELECT 1; SELECT 1", "", Runner::PrismaBatch } },
};

} // namespace corridor::rules
