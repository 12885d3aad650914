// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    const auto& variable = at.as<sql::SetVariable>();
    if (variable.name != "search_path" || variable.reset)
        return;
    if (variable.values.contains("$user"))
        report.add(at, "With \"$user\" in search_path the same script makes its tables in another schema when another role runs it.");
    else if (variable.values.size() > 1 && variable.values.first() == "pg_temp")
        report.add(at, "With pg_temp first in search_path new tables are temporary, and temporary ones hide the real ones.");
}

extern const Rule unsafeSearchPath {
    .id = "unsafe-search-path",
    .severity = Severity::Warning,
    .hazard = "search_path decides which table an unqualified name means.",
    .effect = "Objects are made, or changed, in a schema that nobody meant.",
    .safe = "Name the schema in each statement, or SET LOCAL search_path to one schema.",
    .manual = "ddl-schemas.html#DDL-SCHEMAS-PATH",
    .kinds = { Kind::Set },
    .check = check,
    .bad = { { "SET LOCAL search_path = \"$user\", public" }, { "SET search_path TO pg_temp, public" } },
    .good = { { "SET LOCAL search_path = app" }, { "SET search_path = ''" }, { "SET lock_timeout = '5s'" } },
};

} // namespace corridor::rules
