// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    const auto& refresh = at.as<sql::RefreshView>();
    const RelationState* view = at.relation(refresh.name);
    if (!refresh.concurrently || !view || view->kind != RelationState::Kind::MaterializedView)
        return;
    const bool found = std::ranges::any_of(view->indexes,
        [](const IndexState& index) { return index.unique && !index.partial && !index.columns.contains(QString()); });
    if (!found)
        report.add(
            at, QString("This fails: %1 has no unique index on columns over all of its rows.").arg(code(refresh.name)));
}

extern const Rule refreshConcurrentlyNoUniqueIndex {
    .id = "refresh-concurrently-no-unique-index",
    .severity = Severity::Error,
    .hazard = "REFRESH … CONCURRENTLY needs a unique index without WHERE and without expressions.",
    .effect = "SQLSTATE 55000.",
    .safe = "CREATE UNIQUE INDEX on the view first.",
    .manual = "sql-refreshmaterializedview.html",
    .kinds = { Kind::RefreshMaterializedView },
    .check = check,
    .bad = { { "REFRESH MATERIALIZED VIEW CONCURRENTLY m", "CREATE MATERIALIZED VIEW m AS SELECT 1 AS a;" },
        { "REFRESH MATERIALIZED VIEW CONCURRENTLY m",
            "CREATE MATERIALIZED VIEW m AS SELECT 1 AS a; CREATE UNIQUE INDEX i ON m (a) WHERE a > 0;" } },
    .good = { { "REFRESH MATERIALIZED VIEW CONCURRENTLY m",
                  "CREATE MATERIALIZED VIEW m AS SELECT 1 AS a; CREATE UNIQUE INDEX i ON m (a);" },
        { "REFRESH MATERIALIZED VIEW CONCURRENTLY unknown" } },
};

} // namespace corridor::rules
