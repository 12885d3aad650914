// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"
#include "lint/rules/new_columns.h"

namespace corridor::rules {

static bool isKey(const sql::CreateTable& table, const sql::ColumnDefinition& column)
{
    return column.has(Constraint::PrimaryKey)
        || std::ranges::any_of(table.constraints, [&](const sql::ConstraintDefinition& constraint) {
               return constraint.kind == Constraint::PrimaryKey && constraint.columns == QStringList(column.name);
           });
}

static void check(const StatementContext& at, Report& report)
{
    const auto& table = at.as<sql::CreateTable>();
    for (const sql::ColumnDefinition& column : table.columns) {
        const QString type = column.type.name.name;
        const bool small = !column.type.array
            && QStringList { "int4", "int2", "serial", "smallserial", "serial4", "serial2" }.contains(type);
        if (small && isKey(table, column))
            report.add(at, QString("The key %1 has room for 2.1 billion values at most.").arg(code(column.name)),
                column.offset);
    }
}

extern const Rule preferBigintKey {
    .id = "prefer-bigint-key",
    .severity = Severity::Note,
    .enabled = false,
    .hazard = "An integer key overflows at 2,147,483,647, and widening it later rewrites the table.",
    .effect = "Inserts fail with 22003 when it is full; ALTER TYPE bigint needs ACCESS EXCLUSIVE and a rewrite.",
    .safe = "bigint, with GENERATED AS IDENTITY; BigInt @id in Prisma.",
    .manual = "datatype-numeric.html",
    .kinds = { Kind::CreateTable },
    .check = check,
    .bad = { { "CREATE TABLE t (id serial PRIMARY KEY)" }, { "CREATE TABLE t (id int, PRIMARY KEY (id))" } },
    .good = { { "CREATE TABLE t (id bigserial PRIMARY KEY)" }, { "CREATE TABLE t (a int, b int, PRIMARY KEY (a, b))" },
        { "CREATE TABLE t (n int)" } },
};

} // namespace corridor::rules
