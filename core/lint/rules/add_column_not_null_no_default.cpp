// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static bool hasValue(const sql::ColumnDefinition& column)
{
    return std::ranges::any_of(column.constraints, [](const sql::ConstraintDefinition& constraint) {
        return constraint.kind == Constraint::Default && constraint.expression.kind != sql::Expression::Kind::Null;
    });
}

static void check(const StatementContext& at, Report& report)
{
    for (const sql::AlterAction* action : actions(at, Action::AddColumn)) {
        const sql::ColumnDefinition& column = action->column;
        const bool filled = hasValue(column) || column.has(Constraint::Generated) || column.has(Constraint::Identity)
            || column.type.isSerial();
        const bool required = column.has(Constraint::NotNull) || column.has(Constraint::PrimaryKey);
        if (!required || filled || at.isEmpty(tableOf(at)))
            continue;
        report.add(at,
            QString("This fails as soon as %1 holds a row: %2 has no value for the rows that are there.")
                .arg(at.describe(tableOf(at)), code(column.name)),
            placeOf(at, *action));
    }
}

extern const Rule addColumnNotNullNoDefault {
    .id = "add-column-not-null-no-default",
    .severity = Severity::Error,
    .hazard = "A required column without a default cannot be added to a table that holds rows.",
    .effect
    = "SQLSTATE 23502 at once where the table has a row. Programs that do not know the column can no longer insert.",
    .safe = "Give it a constant DEFAULT, or add it nullable, fill it, and SET NOT NULL later.",
    .manual = "sql-altertable.html",
    .kinds = { Kind::AlterTable },
    .check = check,
    .bad
    = { { "ALTER TABLE t ADD COLUMN c int NOT NULL" }, { "ALTER TABLE \"User\" ADD COLUMN \"email\" TEXT NOT NULL;" },
        { "ALTER TABLE t ADD COLUMN id uuid PRIMARY KEY" },
        { "ALTER TABLE t ADD COLUMN c int NOT NULL DEFAULT NULL" } },
    .good = { { "ALTER TABLE t ADD COLUMN c int NOT NULL DEFAULT 0" },
        { "CREATE TABLE t (a int); ALTER TABLE t ADD COLUMN c int NOT NULL" },
        { "TRUNCATE t; ALTER TABLE t ADD COLUMN c int NOT NULL", "CREATE TABLE t (a int);" },
        { "ALTER TABLE t ADD COLUMN c serial NOT NULL" } },
};

} // namespace corridor::rules
