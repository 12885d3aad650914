// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"
#include "lint/rules/timescale.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    const auto& index = at.as<sql::CreateIndex>();
    const bool perChunk
        = sql::findOption(index.options, QLatin1StringView("transaction_per_chunk"), QLatin1StringView("timescaledb"));
    if (index.concurrently || perChunk || !hypertable(at, index.table))
        return;
    report.addOnTable(at, index.table,
        QString("Nobody can write to any chunk of %1 until all of its indexes are built.")
            .arg(at.describe(index.table)));
}

extern const Rule tsIndexLocksAllChunks {
    .id = "ts-index-locks-all-chunks",
    .severity = Severity::Warning,
    .hazard = "CREATE INDEX on a hypertable keeps writers out of every chunk until the last one is done.",
    .effect = "SHARE on the hypertable and on all chunks up to COMMIT.",
    .safe = "CREATE INDEX … WITH (timescaledb.transaction_per_chunk), alone in its migration; not for unique ones.",
    .manual = "https://docs.tigerdata.com/api/latest/hypertable/create_index/",
    .kinds = { Kind::CreateIndex },
    .check = check,
    .bad = { { "CREATE INDEX i ON t (id)",
        "CREATE TABLE t (id int, ts timestamptz); SELECT create_hypertable('t', 'ts');" } },
    .good
    = { { "CREATE TABLE t (id int, ts timestamptz); SELECT create_hypertable('t', 'ts'); CREATE INDEX i ON t (id)" },
        { "CREATE INDEX i ON t (id) WITH (timescaledb.transaction_per_chunk)",
            "CREATE TABLE t (id int, ts timestamptz); SELECT create_hypertable('t', 'ts');" } },
};

} // namespace corridor::rules
