// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    const auto& refresh = at.as<sql::RefreshView>();
    const RelationState* view = at.relation(refresh.name);
    if (refresh.concurrently || (view && view->kind == RelationState::Kind::ContinuousAggregate))
        return;
    report.addOnTable(
        at, refresh.name, QString("Nobody can read %1 until it is filled again.").arg(at.describe(refresh.name)));
}

extern const Rule refreshMatviewBlocking {
    .id = "refresh-matview-blocking",
    .severity = Severity::Warning,
    .hazard = "REFRESH MATERIALIZED VIEW keeps readers out until the view is filled again.",
    .effect = "ACCESS EXCLUSIVE on the view during the whole query.",
    .safe = "REFRESH MATERIALIZED VIEW CONCURRENTLY, which needs a unique index over all rows.",
    .manual = "sql-refreshmaterializedview.html",
    .kinds = { Kind::RefreshMaterializedView },
    .check = check,
    .bad = { { "REFRESH MATERIALIZED VIEW m" } },
    .good = { { "REFRESH MATERIALIZED VIEW CONCURRENTLY m" },
        { "CREATE MATERIALIZED VIEW m AS SELECT 1 WITH NO DATA; REFRESH MATERIALIZED VIEW m" } },
};

} // namespace corridor::rules
