// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"
#include "lint/rules/timescale.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    const sql::FunctionCall* call = callOf(at, { "create_hypertable" });
    const QualifiedName table = call ? relationArgument(*call, 0, QLatin1StringView("relation")) : QualifiedName();
    if (table.isEmpty() || at.isEmpty(table) || at.isIdle(table))
        return;
    if (booleanArgument(*call, 5, QLatin1StringView("migrate_data")))
        report.addOnTable(at, table,
            QString("Nobody can read %1 while all of its rows are moved into chunks, in one transaction.")
                .arg(at.describe(table)),
            call->offset);
    else if (at.relation(table))
        report.addOnTable(at, table,
            QString("It fails if %1 holds a row: a filled table needs migrate_data.").arg(at.describe(table)),
            call->offset);
}

extern const Rule tsCreateHypertableMigrateData {
    .id = "ts-create-hypertable-migrate-data",
    .severity = Severity::Error,
    .hazard = "Turning a filled table into a hypertable moves every row under the strongest lock.",
    .effect = "ACCESS EXCLUSIVE and a rewrite of all rows in one transaction; without migrate_data an error.",
    .safe = "Create a new hypertable, copy in batches, and swap the names.",
    .manual = "https://docs.tigerdata.com/api/latest/hypertable/create_hypertable/",
    .kinds = { Kind::Select },
    .check = check,
    .bad = { { "SELECT create_hypertable('t', 'ts', migrate_data => true)", "CREATE TABLE t (ts timestamptz);" },
        { "SELECT create_hypertable('t', by_range('ts'))", "CREATE TABLE t (ts timestamptz);" } },
    .good = { { "CREATE TABLE t (ts timestamptz); SELECT create_hypertable('t', 'ts')" },
        { "CREATE TABLE \"T\" (ts timestamptz); SELECT create_hypertable('\"T\"', by_range('ts'))" } },
};

} // namespace corridor::rules
