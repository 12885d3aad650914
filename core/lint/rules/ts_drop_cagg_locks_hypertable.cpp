// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"
#include "lint/rules/timescale.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    for (const QualifiedName& name : at.as<sql::Drop>().names) {
        const RelationState* view = at.relation(name);
        if (!view || view->kind != RelationState::Kind::ContinuousAggregate || view->isIdle())
            continue;
        report.add(at,
            QString("%1 goes with its history, and the hypertable under it is locked against reads and writes.")
                .arg(code(name)),
            at.find(name.name));
    }
}

extern const Rule tsDropCaggLocksHypertable {
    .id = "ts-drop-cagg-locks-hypertable",
    .severity = Severity::Warning,
    .hazard = "Dropping a continuous aggregate locks its source, and loses what the source no longer holds.",
    .effect = "ACCESS EXCLUSIVE on the aggregate's internals and on the hypertable.",
    .safe = "A lock_timeout; keep the aggregate where raw data were dropped by a retention policy.",
    .manual = "https://docs.tigerdata.com/api/latest/continuous-aggregates/drop_materialized_view/",
    .kinds = { Kind::DropMaterializedView },
    .check = check,
    .bad = { { "DROP MATERIALIZED VIEW v", CONTINUOUS } },
    .good = { { "DROP MATERIALIZED VIEW v", "CREATE MATERIALIZED VIEW v AS SELECT 1;" } },
};

} // namespace corridor::rules
