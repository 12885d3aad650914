// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    for (const sql::AlterAction* action : actions(at, Action::DropNotNull))
        report.addOnTable(at, tableOf(at),
            QString("Programs that read %1 of %2 may not expect nulls.").arg(code(action->name), code(tableOf(at))),
            placeOf(at, *action));
}

extern const Rule dropNotNull {
    .id = "drop-not-null",
    .severity = Severity::Note,
    .enabled = false,
    .hazard = "Readers that were written for a required column meet nulls.",
    .effect = "ACCESS EXCLUSIVE for a moment; only the catalog changes.",
    .safe = "Change the readers first.",
    .manual = "sql-altertable.html",
    .kinds = { Kind::AlterTable },
    .check = check,
    .bad = { { "ALTER TABLE t ALTER c DROP NOT NULL" } },
    .good = { { "CREATE TABLE t (c int NOT NULL); ALTER TABLE t ALTER c DROP NOT NULL" } },
};

} // namespace corridor::rules
