// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"
#include "lint/rules/new_columns.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    reportNewColumns(at, report, { "varchar", "bpchar", "char", "money" }, "text with a CHECK serves %1 better.");
}

extern const Rule preferTextOverVarcharChar {
    .id = "prefer-text-over-varchar-char",
    .severity = Severity::Note,
    .enabled = false,
    .hazard = "varchar(n) is no faster than text, char(n) pads with blanks, and money depends on the server's locale.",
    .effect = "A narrower limit later needs a rewrite; a CHECK can be changed without.",
    .safe = "text with a CHECK on its length; numeric for money.",
    .manual = "datatype-character.html",
    .kinds = { Kind::CreateTable, Kind::AlterTable },
    .check = check,
    .bad
    = { { "CREATE TABLE t (a varchar(9))" }, { "CREATE TABLE t (a char(3))" }, { "ALTER TABLE t ADD COLUMN a money" } },
    .good = { { "CREATE TABLE t (a text)" } },
};

} // namespace corridor::rules
