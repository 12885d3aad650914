// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"
#include "sql/type_change.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    const RelationState* table = at.relation(tableOf(at));
    for (const sql::AlterAction* action : actions(at, Action::SetType)) {
        const ColumnState* column = table ? table->column(action->name) : nullptr;
        if (!column)
            continue;
        const TypeChange change = typeChange(column->type, action->column.type, action->expression, action->name,
            at.schema(), at.options().sessionIsUtc);
        QStringList indexes;
        for (const IndexState& index : table->indexes) {
            if (index.columns.contains(action->name))
                indexes << index.name;
        }
        const bool resorts = change.cost == TypeChange::Cost::None && !action->column.collation.isEmpty();
        if ((change.cost == TypeChange::Cost::IndexRebuild || resorts) && !indexes.isEmpty())
            report.addOnTable(at, tableOf(at),
                QString("The table stays, but %1 must be built anew while nobody can read %2.")
                    .arg(codes(indexes), at.describe(tableOf(at))),
                placeOf(at, *action));
    }
}

extern const Rule alterTypeIndexRebuildOnly {
    .id = "alter-type-index-rebuild-only",
    .severity = Severity::Warning,
    .hazard = "The type change leaves the rows alone but builds the column's indexes anew.",
    .effect = "ACCESS EXCLUSIVE during the index builds.",
    .safe = "Drop the indexes first, change the type, and create them CONCURRENTLY afterwards.",
    .manual = "sql-altertable.html",
    .kinds = { Kind::AlterTable },
    .check = check,
    .bad = { { "ALTER TABLE t ALTER c TYPE citext", "CREATE TABLE t (c text); CREATE INDEX t_c ON t (c);" },
        { "ALTER TABLE t ALTER c TYPE text COLLATE ci", "CREATE TABLE t (c text UNIQUE);" } },
    .good = { { "ALTER TABLE t ALTER c TYPE citext", "CREATE TABLE t (c text);" },
        { "ALTER TABLE t ALTER c TYPE text", "CREATE TABLE t (c varchar(9)); CREATE INDEX t_c ON t (c);" } },
};

} // namespace corridor::rules
