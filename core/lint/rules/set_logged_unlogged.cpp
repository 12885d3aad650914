// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    for (const Action kind : { Action::SetLogged, Action::SetUnlogged }) {
        if (actions(at, kind).isEmpty())
            continue;
        report.addOnTable(at, tableOf(at),
            QString("%1 is rewritten while nobody can read it%2.")
                .arg(
                    at.describe(tableOf(at)), kind == Action::SetUnlogged ? ", and is emptied by the next crash" : ""));
    }
}

extern const Rule setLoggedUnlogged {
    .id = "set-logged-unlogged",
    .severity = Severity::Error,
    .hazard = "Changing between LOGGED and UNLOGGED rewrites the table; an unlogged one loses its rows in a crash.",
    .effect = "ACCESS EXCLUSIVE and a rewrite. Unlogged tables are not replicated.",
    .safe = "Make a new table of the wanted kind and copy in batches.",
    .manual = "sql-altertable.html",
    .kinds = { Kind::AlterTable },
    .check = check,
    .bad = { { "ALTER TABLE t SET UNLOGGED" }, { "ALTER TABLE t SET LOGGED" } },
    .good = { { "CREATE UNLOGGED TABLE t (a int)" }, { "CREATE TABLE t (a int); ALTER TABLE t SET UNLOGGED" } },
};

} // namespace corridor::rules
