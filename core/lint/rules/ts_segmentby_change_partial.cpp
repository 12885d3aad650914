// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"
#include "lint/rules/timescale.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    if (!columnstore(at, tableOf(at)) || at.isIdle(tableOf(at)))
        return;
    for (const sql::AlterAction* action : actions(at, Action::SetOptions)) {
        const bool changes = std::ranges::any_of(action->options, [](const sql::Option& option) {
            return (option.space == "timescaledb" || option.space == "tsdb")
                && (option.name.endsWith("segmentby") || option.name.endsWith("orderby"));
        });
        if (changes)
            report.add(
                at, QString("Chunks of %1 that are compressed already keep their old order.").arg(code(tableOf(at))));
    }
}

extern const Rule tsSegmentbyChangePartial {
    .id = "ts-segmentby-change-partial",
    .severity = Severity::Note,
    .hazard = "Another segmentby or orderby holds for chunks that are compressed from now on.",
    .effect = "ACCESS EXCLUSIVE for a moment; queries on old chunks are as slow as before.",
    .safe = "Recompress the old chunks one by one, outside of migrations.",
    .manual = "https://docs.tigerdata.com/use-timescale/latest/compression/",
    .kinds = { Kind::AlterTable },
    .check = check,
    .bad = { { "ALTER TABLE t SET (timescaledb.compress_segmentby = 'v')", COLUMNSTORE } },
    .good = { { "ALTER TABLE t SET (timescaledb.compress, timescaledb.compress_segmentby = 'v')", HYPERTABLE } },
};

} // namespace corridor::rules
