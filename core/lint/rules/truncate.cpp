// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    const auto& truncation = at.as<sql::Truncate>();
    if (truncation.cascade)
        return;
    for (const QualifiedName& table : truncation.tables)
        report.addOnTable(at, table,
            QString("All rows of %1 are gone, for readers with older snapshots too.").arg(at.describe(table)),
            at.find(table.name));
}

extern const Rule truncate {
    .id = "truncate",
    .severity = Severity::Error,
    .hazard = "TRUNCATE empties the table.",
    .effect = "ACCESS EXCLUSIVE; a new empty file for the heap and every index. Old snapshots see an empty table.",
    .safe = "DELETE in batches what must go, or drop a partition.",
    .manual = "sql-truncate.html",
    .kinds = { Kind::Truncate },
    .check = check,
    .bad = { { "TRUNCATE t" }, { "TRUNCATE TABLE a, b RESTART IDENTITY" } },
    .good = { { "CREATE TABLE t (a int); TRUNCATE t" }, { "CREATE TEMP TABLE t (a int); TRUNCATE t" } },
};

} // namespace corridor::rules
