// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"
#include "lint/rules/timescale.h"

namespace corridor::rules {

static const char* refused(const StatementContext& at)
{
    if (const auto* refresh = at.statement.as<sql::RefreshView>())
        return isContinuousAggregate(at, refresh->name) ? "CALL refresh_continuous_aggregate() refreshes it" : nullptr;
    if (const auto* view = at.statement.as<sql::CreateView>())
        return view->replace && isContinuousAggregate(at, view->name) ? "it is dropped and created again" : nullptr;
    if (const auto* drop = at.statement.as<sql::Drop>(); drop && drop->object == Object::View) {
        for (const QualifiedName& name : drop->names) {
            if (isContinuousAggregate(at, name))
                return "DROP MATERIALIZED VIEW drops it";
        }
    }
    const auto* alter = at.statement.as<sql::AlterTable>();
    return alter && alter->object == Object::View && isContinuousAggregate(at, alter->name)
        ? "ALTER MATERIALIZED VIEW changes it"
        : nullptr;
}

static void check(const StatementContext& at, Report& report)
{
    if (const char* instead = refused(at))
        report.add(at,
            QString("A continuous aggregate refuses %1: %2.")
                .arg(kindWord(at.statement.kind), QLatin1StringView(instead)));
}

extern const Rule tsRefreshMatviewOnCagg {
    .id = "ts-refresh-matview-on-cagg",
    .severity = Severity::Error,
    .hazard = "A continuous aggregate is neither a plain view nor a plain materialized view.",
    .effect = "REFRESH MATERIALIZED VIEW, DROP VIEW, ALTER VIEW and CREATE OR REPLACE VIEW fail on it.",
    .safe = "CALL refresh_continuous_aggregate(), DROP MATERIALIZED VIEW, ALTER MATERIALIZED VIEW.",
    .manual = "https://docs.tigerdata.com/api/latest/continuous-aggregates/",
    .kinds = { Kind::RefreshMaterializedView, Kind::CreateView, Kind::DropView, Kind::AlterView },
    .check = check,
    .bad = { { "REFRESH MATERIALIZED VIEW v", CONTINUOUS }, { "DROP VIEW v", CONTINUOUS } },
    .good = { { "REFRESH MATERIALIZED VIEW v", "CREATE MATERIALIZED VIEW v AS SELECT 1;" },
        { "DROP MATERIALIZED VIEW v", CONTINUOUS } },
};

} // namespace corridor::rules
