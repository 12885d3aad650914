// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"
#include "lint/rules/timescale.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    const sql::FunctionCall* call = callOf(at, { "set_chunk_time_interval", "add_dimension" });
    if (call && !at.isIdle(relationArgument(*call, 0, QLatin1StringView("hypertable"))))
        report.add(at, "Only chunks that are made from now on follow; those that are there stay as they are.", call->offset);
}

extern const Rule tsDimensionChange {
    .id = "ts-dimension-change",
    .severity = Severity::Note,
    .hazard = "Another interval or dimension holds for new chunks only.",
    .effect = "SHARE UPDATE EXCLUSIVE for a moment.",
    .safe = "Merge or rewrite old chunks outside of migrations, if it matters.",
    .manual = "https://docs.tigerdata.com/api/latest/hypertable/set_chunk_time_interval/",
    .kinds = { Kind::Select },
    .check = check,
    .bad = { { "SELECT set_chunk_time_interval('t', INTERVAL '1 day')", HYPERTABLE } },
    .good = { { "CREATE TABLE t (ts timestamptz); SELECT create_hypertable('t', 'ts'); SELECT set_chunk_time_interval('t', INTERVAL '1 day')" } },
};

} // namespace corridor::rules
