// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    if (const auto* drop = at.statement.as<sql::Drop>()) {
        Finding& finding = report.add(at,
            QString("The schema %1 goes%2.").arg(codes(drop->names), drop->cascade ? " with everything in it" : ""));
        if (!drop->cascade)
            finding.severity = Severity::Warning; // refused unless it is empty
    } else if (const auto* database = at.statement.as<sql::ServerObject>()) {
        report.add(at, QString("The whole database %1 goes.").arg(code(database->name)));
    }
}

extern const Rule dropSchemaOrDatabase {
    .id = "drop-schema-or-database",
    .severity = Severity::Error,
    .hazard = "Dropping a schema or a database has no place in a migration.",
    .effect = "ACCESS EXCLUSIVE on everything in it; all of it is gone.",
    .safe = "Drop what shall go by name.",
    .manual = "sql-dropschema.html",
    .kinds = { Kind::DropSchema, Kind::DropDatabase },
    .check = check,
    .bad = { { "DROP SCHEMA s CASCADE" }, { "DROP DATABASE d" } },
    .good = { { "DROP TABLE IF EXISTS s.t" } },
};

} // namespace corridor::rules
