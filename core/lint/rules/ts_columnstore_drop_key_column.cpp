// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"
#include "lint/rules/timescale.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    const RelationState* table = hypertable(at, tableOf(at));
    if (!table)
        return;
    for (const sql::AlterAction* action : actions(at, Action::DropColumn)) {
        const bool key
            = table->columnstore && (table->segmentBy.contains(action->name) || table->orderBy.contains(action->name));
        if (key || table->dimensions.contains(action->name))
            report.add(at,
                QString("%1 is what the %2 %3 by.")
                    .arg(code(action->name), key ? "compressed chunks are" : "hypertable is",
                        key ? "ordered or segmented" : "partitioned"),
                placeOf(at, *action));
    }
}

extern const Rule tsColumnstoreDropKeyColumn {
    .id = "ts-columnstore-drop-key-column",
    .severity = Severity::Error,
    .hazard = "The columns that a hypertable is partitioned, segmented or ordered by cannot go.",
    .effect = "The statement fails.",
    .safe = "A new hypertable, or RENAME, which is allowed.",
    .manual = "https://docs.tigerdata.com/use-timescale/latest/compression/modify-a-schema/",
    .kinds = { Kind::AlterTable },
    .check = check,
    .bad = { { "ALTER TABLE t DROP COLUMN ts", HYPERTABLE }, { "ALTER TABLE t DROP COLUMN id", COLUMNSTORE } },
    .good = { { "ALTER TABLE t DROP COLUMN id", HYPERTABLE }, { "ALTER TABLE t DROP COLUMN v", COLUMNSTORE } },
};

} // namespace corridor::rules
