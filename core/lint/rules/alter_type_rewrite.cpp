// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"
#include "sql/type_change.h"

namespace corridor::rules {

static bool isEnumSwap(const StatementContext& at, const sql::AlterAction& action)
{
    const TypeState* type = at.schema().type(action.column.type.name);
    return type && type->kind == TypeState::Kind::Enum && type->fresh;
}

// What becomes text was varchar(n) before nearly always, and then nothing is rewritten.
static bool isUnboundedText(const sql::TypeRef& type)
{
    return (type.is(QLatin1StringView("text")) || type.is(QLatin1StringView("varchar"))) && type.modifiers.isEmpty();
}

static void check(const StatementContext& at, Report& report)
{
    const RelationState* table = at.relation(tableOf(at));
    if (table && (table->columnstore || table->isView()))
        return;
    for (const sql::AlterAction* action : actions(at, Action::SetType)) {
        const ColumnState* column = table ? table->column(action->name) : nullptr;
        const TypeChange change = typeChange(column ? column->type : sql::TypeRef(), action->column.type,
            action->expression, action->name, at.schema(), at.options().sessionIsUtc);
        if (change.cost != TypeChange::Cost::Rewrite || isEnumSwap(at, *action))
            continue;
        Finding* finding = report.addOnTable(at, tableOf(at),
            QString("Changing the type of %1 %2 %3: %4.")
                .arg(code(action->name), change.certain ? "rewrites" : "may rewrite", at.describe(tableOf(at)),
                    change.reason),
            placeOf(at, *action));
        if (finding && !change.certain)
            finding->severity = std::min(finding->severity,
                !column && isUnboundedText(action->column.type) && !action->expression ? Severity::Note
                                                                                       : Severity::Warning);
    }
}

extern const Rule alterTypeRewrite {
    .id = "alter-type-rewrite",
    .severity = Severity::Error,
    .hazard = "The new type is stored differently, so the whole table is rewritten.",
    .effect = "ACCESS EXCLUSIVE while the heap and every index are written anew. Widening varchar, varchar to text, "
              "numeric with the same scale, timestamp precision, and cidr to inet need no rewrite.",
    .safe
    = "Add a column of the new type, keep both by a trigger, fill in batches, then switch over and drop the old one.",
    .manual = "sql-altertable.html",
    .kinds = { Kind::AlterTable },
    .check = check,
    .bad
    = { { "ALTER TABLE t ALTER c TYPE bigint", "CREATE TABLE t (c int);" }, { "ALTER TABLE t ALTER c TYPE bigint" },
        { "ALTER TABLE t ALTER COLUMN c SET DATA TYPE varchar(10)", "CREATE TABLE t (c varchar(20));" },
        { "ALTER TABLE t ALTER c TYPE jsonb USING c::jsonb", "CREATE TABLE t (c json);" },
        { "ALTER TABLE t ALTER c TYPE numeric(10,4)", "CREATE TABLE t (c numeric(10,2));" },
        { "ALTER TABLE t ALTER c TYPE timestamptz", "CREATE TABLE t (c timestamp);" },
        { "ALTER TABLE t ALTER c TYPE text USING lower(c)", "CREATE TABLE t (c text);" } },
    .good = { { "ALTER TABLE t ALTER c TYPE text", "CREATE TABLE t (c varchar(20));" },
        { "ALTER TABLE t ALTER c TYPE varchar(50)", "CREATE TABLE t (c varchar(20));" },
        { "ALTER TABLE t ALTER c TYPE numeric(12,2)", "CREATE TABLE t (c numeric(10,2));" },
        { "ALTER TABLE t ALTER c TYPE timestamp(6)", "CREATE TABLE t (c timestamp(3));" },
        { "ALTER TABLE t ALTER c TYPE text USING c::text", "CREATE TABLE t (c varchar(20));" },
        { "CREATE TABLE t (c int); ALTER TABLE t ALTER c TYPE bigint" } },
};

} // namespace corridor::rules
