// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    const auto& table = at.as<sql::CreateTable>();
    const RelationState* known = table.ifNotExists ? at.relation(table.name) : nullptr;
    if (!known || !known->complete || known->isView())
        return;
    for (const sql::ColumnDefinition& column : table.columns) {
        const ColumnState* there = known->column(column.name);
        if (!there || !there->type.sameAs(column.type)) {
            report.add(at,
                QString("%1 is there already without %2 as written here, and stays as it is.")
                    .arg(code(table.name), code(column.name)),
                column.offset);
            return;
        }
    }
}

extern const Rule ifNotExistsMasksDrift {
    .id = "if-not-exists-masks-drift",
    .severity = Severity::Warning,
    .hazard = "IF NOT EXISTS is silent where the table exists with other columns.",
    .effect = "Databases that began differently stay different.",
    .safe = "ALTER TABLE what is there.",
    .manual = "sql-createtable.html",
    .kinds = { Kind::CreateTable },
    .check = check,
    .bad = { { "CREATE TABLE IF NOT EXISTS t (a int, b text)", "CREATE TABLE t (a int);" },
        { "CREATE TABLE IF NOT EXISTS t (a text)", "CREATE TABLE t (a int);" } },
    .good = { { "CREATE TABLE IF NOT EXISTS t (a int)", "CREATE TABLE t (a int, b int);" },
        { "CREATE TABLE IF NOT EXISTS t (a int)" } },
};

} // namespace corridor::rules
