// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"
#include "lint/rules/new_columns.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    reportNewColumns(at, report, { "json" }, "%1 cannot be compared or indexed as json.");
}

extern const Rule preferJsonb {
    .id = "prefer-jsonb",
    .severity = Severity::Note,
    .enabled = false,
    .hazard = "json has no equality, so DISTINCT, GROUP BY and UNION fail on it.",
    .effect = "Turning it into jsonb later rewrites the table.",
    .safe = "jsonb, unless the text itself must be kept.",
    .manual = "datatype-json.html",
    .kinds = { Kind::CreateTable, Kind::AlterTable },
    .check = check,
    .bad = { { "CREATE TABLE t (a json)" } },
    .good = { { "CREATE TABLE t (a jsonb)" } },
};

} // namespace corridor::rules
