// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    if (at.inBody && at.facts.inTransaction == In::Forbidden)
        report.add(at, QString("%1 A function or a DO block always runs in one.").arg(at.facts.transactionReason));
}

extern const Rule concurrentlyInFunctionOrDo {
    .id = "concurrently-in-function-or-do",
    .severity = Severity::Error,
    .hazard = "Statements that need transactions of their own cannot run inside a function or a DO block.",
    .effect = "SQLSTATE 25001: cannot be executed from a function.",
    .safe = "Move the statement out of the block.",
    .manual = "sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY",
    .kinds = { Kind::CreateIndex, Kind::DropIndex, Kind::Reindex, Kind::AlterTable, Kind::Vacuum, Kind::CreateDatabase,
        Kind::DropDatabase, Kind::AlterSystem },
    .insideBodies = true,
    .check = check,
    .bad = { { "DO $$ BEGIN EXECUTE 'CREATE INDEX CONCURRENTLY i ON t (a)'; END $$" },
        { "DO $$ BEGIN CREATE INDEX CONCURRENTLY i ON t (a); END $$" },
        { "CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN EXECUTE 'VACUUM t'; END $$" } },
    .good = { { "DO $$ BEGIN EXECUTE 'CREATE TABLE t (a int)'; END $$" } },
};

} // namespace corridor::rules
