// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    const auto& reindex = at.as<sql::Reindex>();
    const RelationState* owner = at.schema().relationOfIndex(reindex.name);
    if (reindex.concurrently || at.isIdle(reindex.name) || (owner && owner->isIdle()))
        return;
    report.add(
        at, QString("While the indexes are built anew nobody can write, and queries that would use them wait too."));
}

extern const Rule reindexBlocking {
    .id = "reindex-blocking",
    .severity = Severity::Warning,
    .hazard = "REINDEX keeps writers out of the table and readers out of the index.",
    .effect = "SHARE on the table and ACCESS EXCLUSIVE on each index, which planning a query needs as well.",
    .safe = "REINDEX … CONCURRENTLY (PostgreSQL 12 and later), outside of a transaction.",
    .manual = "sql-reindex.html#SQL-REINDEX-CONCURRENTLY",
    .kinds = { Kind::Reindex },
    .check = check,
    .bad = { { "REINDEX TABLE t" }, { "REINDEX INDEX i" }, { "REINDEX SCHEMA public" } },
    .good = { { "REINDEX TABLE CONCURRENTLY t" }, { "REINDEX (CONCURRENTLY) INDEX i" } },
};

} // namespace corridor::rules
