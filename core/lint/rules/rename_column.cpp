// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    const auto* rename = at.statement.as<sql::Rename>();
    if (!rename || rename->object != Object::Column)
        return;
    const RelationState* table = at.relation(rename->relation);
    const ColumnState* column = table ? table->column(rename->oldName) : nullptr;
    if (column && column->fresh)
        return;
    report.addOnTable(at, rename->relation,
        QString("The running application asks %1 for %2, which is gone the moment this commits.")
            .arg(at.describe(rename->relation), code(rename->oldName)),
        at.find(rename->oldName));
}

extern const Rule renameColumn {
    .id = "rename-column",
    .severity = Severity::Warning,
    .hazard = "Programs that know the column by its old name fail at once.",
    .effect = "ACCESS EXCLUSIVE for a moment. Views follow the column; functions and application queries do not.",
    .safe = "Add the new column, keep both by a trigger, move the programs, drop the old one later.",
    .manual = "sql-altertable.html",
    .kinds = { Kind::AlterTable, Kind::AlterView, Kind::AlterMaterializedView },
    .check = check,
    .bad = { { "ALTER TABLE t RENAME COLUMN a TO b" }, { "ALTER TABLE \"User\" RENAME \"a\" TO \"b\"" } },
    .good = { { "ALTER TABLE t ADD COLUMN a int; ALTER TABLE t RENAME COLUMN a TO b" },
        { "ALTER TABLE t RENAME CONSTRAINT a TO b" },
        { "CREATE TABLE t (a int); ALTER TABLE t RENAME COLUMN a TO b" } },
};

} // namespace corridor::rules
