// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"
#include "lint/rules/new_columns.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    reportNewColumns(at, report, { "timestamp" }, "%1 does not know its time zone.");
}

extern const Rule preferTimestamptz {
    .id = "prefer-timestamptz",
    .severity = Severity::Note,
    .enabled = false,
    .hazard = "timestamp without time zone means another moment to each session's TimeZone.",
    .effect = "Nothing is locked; comparisons with now() are off by the zone.",
    .safe = "timestamptz; @db.Timestamptz in Prisma.",
    .manual = "datatype-datetime.html",
    .kinds = { Kind::CreateTable, Kind::AlterTable },
    .check = check,
    .bad = { { "CREATE TABLE t (a timestamp(3))" }, { "ALTER TABLE t ADD COLUMN a timestamp" } },
    .good = { { "CREATE TABLE t (a timestamptz)" }, { "SELECT 'timestamp'" } },
};

} // namespace corridor::rules
