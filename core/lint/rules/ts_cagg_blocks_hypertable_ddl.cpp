// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"
#include "lint/rules/timescale.h"

namespace corridor::rules {

static void look(const StatementContext& at, Report& report, Action kind, const char* what)
{
    const QList<const sql::AlterAction*> wanted = actions(at, kind);
    for (const RelationState* view :
        wanted.isEmpty() ? QList<const RelationState*>() : at.schema().viewsOver(tableOf(at))) {
        for (const sql::AlterAction* action : wanted) {
            const bool uses = view->outputs.contains(action->name);
            if (view->kind != RelationState::Kind::ContinuousAggregate || !uses)
                continue;
            report.add(at,
                QString("%1 %2 fails: the continuous aggregate %3 uses it.")
                    .arg(QLatin1StringView(what), code(action->name), code(view->name)),
                placeOf(at, *action));
        }
    }
}

static void check(const StatementContext& at, Report& report)
{
    look(at, report, Action::DropColumn, "Dropping");
    look(at, report, Action::SetType, "Changing the type of");
}

extern const Rule tsCaggBlocksHypertableDdl {
    .id = "ts-cagg-blocks-hypertable-ddl",
    .severity = Severity::Error,
    .hazard = "A column that a continuous aggregate uses cannot be dropped or change its type.",
    .effect = "The statement fails.",
    .safe
    = "Drop the aggregate, change the column, create the aggregate anew; its history is only as old as the raw data.",
    .manual = "https://docs.tigerdata.com/api/latest/continuous-aggregates/",
    .kinds = { Kind::AlterTable },
    .check = check,
    .bad = { { "ALTER TABLE t DROP COLUMN id", CONTINUOUS }, { "ALTER TABLE t ALTER id TYPE bigint", CONTINUOUS } },
    .good = { { "ALTER TABLE t DROP COLUMN v", CONTINUOUS } },
};

} // namespace corridor::rules
