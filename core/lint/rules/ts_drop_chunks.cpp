// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"
#include "lint/rules/timescale.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    const sql::FunctionCall* call = callOf(at, { "drop_chunks", "add_retention_policy" });
    if (!call || at.isIdle(relationArgument(*call, 0, QLatin1StringView("relation"))))
        return;
    report.add(at, call->name.name == "drop_chunks" ? QString("Whole chunks of data are deleted, and nothing brings them back.")
                                                    : QString("From its first run on the policy deletes all data that are older."), call->offset);
}

extern const Rule tsDropChunks {
    .id = "ts-drop-chunks",
    .severity = Severity::Error,
    .hazard = "Dropped chunks are gone.",
    .effect = "ACCESS EXCLUSIVE on the dropped chunks; data that no continuous aggregate was refreshed with are lost.",
    .safe = "Count what would go (show_chunks), refresh the aggregates, take a backup.",
    .manual = "https://docs.tigerdata.com/api/latest/hypertable/drop_chunks/",
    .kinds = { Kind::Select, Kind::Call },
    .check = check,
    .bad = { { "SELECT drop_chunks('t', INTERVAL '3 months')" }, { "SELECT add_retention_policy('t', INTERVAL '1 year')", HYPERTABLE } },
    .good = { { "CREATE TABLE t (ts timestamptz); SELECT create_hypertable('t', 'ts'); SELECT add_retention_policy('t', INTERVAL '1 year')" },
        { "SELECT show_chunks('t')" } },
};

} // namespace corridor::rules
