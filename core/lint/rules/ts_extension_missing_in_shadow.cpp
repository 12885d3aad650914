// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"
#include "lint/rules/timescale.h"

namespace corridor::rules {

static bool makesHypertable(const Statement& statement)
{
    return std::ranges::any_of(statement.calls, [](const sql::FunctionCall& call) { return call.name.name == "create_hypertable"; });
}

static bool createsExtension(const Statement& statement)
{
    const auto* extension = statement.as<sql::CreateExtension>();
    return extension && extension->name == "timescaledb";
}

// Once for a folder: the first script that needs it.
static void check(const FolderContext& at, Report& report)
{
    if (at.options.schema.hasExtension("timescaledb"))
        return;
    for (const LintMigration& migration : at.migrations) {
        for (const Statement& statement : migration.script.statements) {
            if (createsExtension(statement))
                return;
            if (!makesHypertable(statement))
                continue;
            report.add(at, "No migration up to this one creates the extension timescaledb: a new database, such as Prisma's shadow, lacks it.", &migration);
            return;
        }
    }
}

extern const Rule tsExtensionMissingInShadow {
    .id = "ts-extension-missing-in-shadow",
    .severity = Severity::Note,
    .hazard = "Migrations that use TimescaleDB without creating it fail on an empty database.",
    .effect = "prisma migrate dev, tests and new installations fail.",
    .safe = "CREATE EXTENSION IF NOT EXISTS timescaledb in the first migration.",
    .manual = "sql-createextension.html",
    .checkFolder = check,
    .bad = { { "CREATE TABLE t (ts timestamptz); SELECT create_hypertable('t', 'ts')" } },
    .good = { { "CREATE EXTENSION IF NOT EXISTS timescaledb; CREATE TABLE t (ts timestamptz); SELECT create_hypertable('t', 'ts')" }, { "SELECT 1" } },
};

} // namespace corridor::rules
