// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    for (const sql::AlterAction* action : actions(at, Action::ChangeOwner))
        report.addOnTable(at, tableOf(at),
            QString("%1 belongs to %2 from here on; grants of the old owner change with it.")
                .arg(code(tableOf(at)), code(action->name)));
}

extern const Rule alterOwner {
    .id = "alter-owner",
    .severity = Severity::Note,
    .enabled = false,
    .hazard = "A new owner may alter and drop the table, and the old one no longer may.",
    .effect = "ACCESS EXCLUSIVE for a moment.",
    .safe = "GRANT what is needed.",
    .manual = "sql-altertable.html",
    .kinds = { Kind::AlterTable },
    .check = check,
    .bad = { { "ALTER TABLE t OWNER TO app" } },
    .good = { { "CREATE TABLE t (a int); ALTER TABLE t OWNER TO app" } },
};

} // namespace corridor::rules
