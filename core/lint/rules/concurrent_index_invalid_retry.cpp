// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static bool droppedBefore(const StatementContext& at, const QString& name)
{
    for (int i = 0; i < at.index; ++i) {
        const auto* drop = at.migration.statements()[i].as<sql::Drop>();
        for (const QualifiedName& dropped : drop ? drop->names : QList<QualifiedName>()) {
            if (dropped.name == name)
                return true;
        }
    }
    return false;
}

static void check(const StatementContext& at, Report& report)
{
    const auto& index = at.as<sql::CreateIndex>();
    // Corridor looks at the index itself before it resumes.
    if (!index.concurrently || !index.ifNotExists || at.runner() == Runner::Corridor || droppedBefore(at, index.name))
        return;
    report.add(at,
        QString("If an earlier try was interrupted, %1 is there and invalid, and IF NOT EXISTS keeps it so.")
            .arg(code(index.name)));
}

extern const Rule concurrentIndexInvalidRetry {
    .id = "concurrent-index-invalid-retry",
    .severity = Severity::Note,
    .hazard = "CREATE INDEX CONCURRENTLY IF NOT EXISTS keeps the invalid index that an interrupted build left.",
    .effect = "The index is maintained and never used.",
    .safe = "DROP INDEX CONCURRENTLY IF EXISTS in a migration before it, and look at pg_index.indisvalid afterwards.",
    .manual = "sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY",
    .kinds = { Kind::CreateIndex },
    .check = check,
    .bad = { { "CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON t (a)", "", Runner::Psql } },
    .good = { { "CREATE INDEX CONCURRENTLY i ON t (a)", "", Runner::Psql },
        { "DROP INDEX CONCURRENTLY IF EXISTS i; CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON t (a)", "", Runner::Psql },
        { "CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON t (a)", "", Runner::Corridor } },
};

} // namespace corridor::rules
