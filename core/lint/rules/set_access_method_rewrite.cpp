// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    for (const sql::AlterAction* action : actions(at, Action::SetAccessMethod))
        report.addOnTable(at, tableOf(at),
            QString("%1 is rewritten for the access method %2 while nobody can read it.")
                .arg(at.describe(tableOf(at)), code(action->name)));
}

extern const Rule setAccessMethodRewrite {
    .id = "set-access-method-rewrite",
    .severity = Severity::Warning,
    .hazard = "Another access method means another file: the table is rewritten.",
    .effect = "ACCESS EXCLUSIVE and a rewrite, PostgreSQL 15 and later.",
    .safe = "Make a new table and copy in batches.",
    .manual = "sql-altertable.html",
    .kinds = { Kind::AlterTable },
    .check = check,
    .bad = { { "ALTER TABLE t SET ACCESS METHOD columnar" } },
    .good = { { "CREATE TABLE t (a int) USING heap" } },
};

} // namespace corridor::rules
