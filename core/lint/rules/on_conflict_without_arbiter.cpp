// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    const auto& change = at.as<sql::DataChange>();
    const RelationState* table = change.onConflict ? at.relation(change.table) : nullptr;
    if (!table || !table->complete || change.conflictColumns.isEmpty() || change.conflictColumns.contains(QString()))
        return;
    const bool partial = std::ranges::any_of(table->indexes,
        [&](const IndexState& index) { return index.unique && (index.partial || index.columns.contains(QString())); });
    if (!partial && !table->hasUniqueIndexOn(change.conflictColumns))
        report.add(at,
            QString("This fails: %1 has no unique index on exactly %2.")
                .arg(code(change.table), codes(change.conflictColumns)));
}

extern const Rule onConflictWithoutArbiter {
    .id = "on-conflict-without-arbiter",
    .severity = Severity::Error,
    .hazard = "ON CONFLICT (columns) needs a unique index on exactly those columns.",
    .effect = "SQLSTATE 42P10.",
    .safe = "Create the index first, or name the right columns.",
    .manual = "sql-insert.html#SQL-ON-CONFLICT",
    .kinds = { Kind::Insert },
    .check = check,
    .bad
    = { { "INSERT INTO t (a) VALUES (1) ON CONFLICT (a) DO NOTHING", "CREATE TABLE t (id int PRIMARY KEY, a int);" } },
    .good = { { "INSERT INTO t (a) VALUES (1) ON CONFLICT (a) DO NOTHING",
                  "CREATE TABLE t (id int PRIMARY KEY, a int UNIQUE);" },
        { "INSERT INTO t (a) VALUES (1) ON CONFLICT DO NOTHING", "CREATE TABLE t (a int);" },
        { "INSERT INTO unknown (a) VALUES (1) ON CONFLICT (a) DO NOTHING" } },
};

} // namespace corridor::rules
