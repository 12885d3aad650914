// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    report.add(
        at, QString("A value of %1 can be added, but not taken away again.").arg(code(at.as<sql::CreateEnum>().name)));
}

extern const Rule createEnum {
    .id = "create-enum",
    .severity = Severity::Note,
    .enabled = false,
    .hazard = "Labels of an enum cannot be removed.",
    .effect = "Taking one away rewrites every table that uses the type.",
    .safe = "A table of values with a foreign key, or text with a CHECK.",
    .manual = "datatype-enum.html",
    .kinds = { Kind::CreateType },
    .check =
        [](const StatementContext& at, Report& report) {
            if (at.statement.as<sql::CreateEnum>())
                check(at, report);
        },
    .bad = { { "CREATE TYPE e AS ENUM ('a')" } },
    .good = { { "CREATE TYPE c AS (a int)" }, { "CREATE DOMAIN d AS text" } },
};

} // namespace corridor::rules
