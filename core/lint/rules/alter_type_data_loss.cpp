// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"
#include "sql/type_change.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    const RelationState* table = at.relation(tableOf(at));
    for (const sql::AlterAction* action : actions(at, Action::SetType)) {
        const ColumnState* column = table ? table->column(action->name) : nullptr;
        if (!column || column->fresh || column->type.isEmpty() || at.isEmpty(tableOf(at)))
            continue;
        const TypeChange change
            = typeChange(column->type, action->column.type, {}, action->name, at.schema(), at.options().sessionIsUtc);
        if (change.mayLose)
            report.addOnTable(at, tableOf(at),
                QString("Values of %1 that do not fit into %2 make this fail, or are cut: it was %3.")
                    .arg(code(action->name), code(action->column.type.text()), code(column->type.text())),
                placeOf(at, *action));
    }
}

extern const Rule alterTypeDataLoss {
    .id = "alter-type-data-loss",
    .severity = Severity::Warning,
    .hazard = "The new type holds less than the old one.",
    .effect = "Fails on the first value that does not fit, or rounds and cuts values for good.",
    .safe = "Look for values that do not fit first, and hold the line with a CHECK … NOT VALID.",
    .manual = "sql-altertable.html",
    .kinds = { Kind::AlterTable },
    .check = check,
    .bad = { { "ALTER TABLE t ALTER c TYPE int", "CREATE TABLE t (c bigint);" },
        { "ALTER TABLE t ALTER c TYPE varchar(5)", "CREATE TABLE t (c text);" },
        { "ALTER TABLE t ALTER c TYPE date", "CREATE TABLE t (c timestamptz);" } },
    .good = { { "ALTER TABLE t ALTER c TYPE bigint", "CREATE TABLE t (c int);" },
        { "ALTER TABLE t ALTER c TYPE text", "CREATE TABLE t (c varchar(5));" } },
};

} // namespace corridor::rules
