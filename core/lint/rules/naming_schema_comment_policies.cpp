// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static bool needsQuotes(const QString& name)
{
    return name != name.toLower() || name.contains(' ') || name.contains('-');
}

static void check(const StatementContext& at, Report& report)
{
    const auto& table = at.as<sql::CreateTable>();
    QStringList names;
    if (needsQuotes(table.name.name))
        names << table.name.name;
    for (const sql::ColumnDefinition& column : table.columns) {
        if (needsQuotes(column.name))
            names << column.name;
    }
    if (!names.isEmpty())
        report.add(at, QString("%1 must be quoted wherever they are used.").arg(codes(names)));
}

extern const Rule namingSchemaCommentPolicies {
    .id = "naming-schema-comment-policies",
    .severity = Severity::Note,
    .enabled = false,
    .hazard = "Names with capitals or blanks must be quoted in every statement.",
    .effect = "Nothing is locked.",
    .safe = "snake_case, by @map and @@map in Prisma.",
    .manual = "sql-syntax-lexical.html#SQL-SYNTAX-IDENTIFIERS",
    .kinds = { Kind::CreateTable },
    .check = check,
    .bad = { { "CREATE TABLE \"User\" (\"createdAt\" timestamptz)" } },
    .good = { { "CREATE TABLE Users (createdAt timestamptz)" } },
};

} // namespace corridor::rules
