// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    const RelationState* table = at.relation(tableOf(at));
    for (const sql::AlterAction* action : actions(at, Action::DropColumn)) {
        const ColumnState* column = table ? table->column(action->name) : nullptr;
        const bool absent = table && table->complete && !column && action->ifExists;
        if ((column && column->fresh) || absent)
            continue;
        report.addOnTable(at, tableOf(at),
            QString("The data of %1 are gone, and programs that still read or write the column of %2 fail.")
                .arg(code(action->name), at.describe(tableOf(at))),
            placeOf(at, *action));
    }
}

extern const Rule dropColumn {
    .id = "drop-column",
    .severity = Severity::Warning,
    .hazard = "A dropped column cannot come back, and the running version of the application still uses it.",
    .effect = "ACCESS EXCLUSIVE for a moment; only the catalog changes. Indexes and constraints of the column go too.",
    .safe = "Release a version that does not use the column, keep a copy of the data, drop it in a later migration.",
    .manual = "sql-altertable.html",
    .kinds = { Kind::AlterTable },
    .check = check,
    .bad = { { "ALTER TABLE t DROP COLUMN c" }, { "ALTER TABLE t DROP COLUMN a, DROP COLUMN b" } },
    .good = { { "ALTER TABLE t ADD COLUMN c int; ALTER TABLE t DROP COLUMN c" },
        { "CREATE TABLE t (a int, c int); ALTER TABLE t DROP COLUMN c" },
        { "ALTER TABLE t DROP COLUMN IF EXISTS c", "CREATE TABLE t (a int);", Runner::Corridor, 15,
            "it never existed" } },
};

} // namespace corridor::rules
