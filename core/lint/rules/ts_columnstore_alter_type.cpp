// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"
#include "lint/rules/timescale.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    if (!columnstore(at, tableOf(at)) || at.isIdle(tableOf(at)))
        return;
    for (const sql::AlterAction* action : actions(at, Action::SetType))
        report.add(at,
            QString("The type of %1 cannot be changed while %2 has compressed chunks.")
                .arg(code(action->name), code(tableOf(at))),
            placeOf(at, *action));
}

extern const Rule tsColumnstoreAlterType {
    .id = "ts-columnstore-alter-type",
    .severity = Severity::Error,
    .hazard = "Columns of a hypertable with compressed chunks keep their type.",
    .effect = "The statement fails, even from varchar to text; without a compressed chunk it works.",
    .safe = "Decompress all chunks first, or add a new column.",
    .manual = "https://docs.tigerdata.com/use-timescale/latest/compression/modify-a-schema/",
    .kinds = { Kind::AlterTable },
    .check = check,
    .bad = { { "ALTER TABLE t ALTER id TYPE bigint", COLUMNSTORE } },
    .good = { { "ALTER TABLE t ALTER id TYPE bigint", HYPERTABLE }, { "ALTER TABLE t RENAME id TO i", COLUMNSTORE } },
};

} // namespace corridor::rules
