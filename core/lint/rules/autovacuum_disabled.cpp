// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    const auto* table = at.statement.as<sql::CreateTable>();
    const auto* alter = at.statement.as<sql::AlterTable>();
    QList<sql::Option> options = table ? table->options : QList<sql::Option>();
    for (const sql::AlterAction& action : alter ? alter->actions : QList<sql::AlterAction>())
        options += action.kind == Action::SetOptions ? action.options : QList<sql::Option>();
    const auto name = QLatin1StringView("autovacuum_enabled");
    if (findOption(options, name) && !optionIsOn(options, name))
        report.add(at,
            QString("%1 is no longer vacuumed until somebody turns it on again.")
                .arg(code(table ? table->name : alter->name)));
}

extern const Rule autovacuumDisabled {
    .id = "autovacuum-disabled",
    .severity = Severity::Warning,
    .hazard = "A table without autovacuum bloats and its statistics grow old.",
    .effect = "SHARE UPDATE EXCLUSIVE for a moment; in the end a forced vacuum against wraparound.",
    .safe = "Tune autovacuum_vacuum_scale_factor and its kin.",
    .manual = "routine-vacuuming.html",
    .kinds = { Kind::AlterTable, Kind::CreateTable },
    .check = check,
    .bad = { { "ALTER TABLE t SET (autovacuum_enabled = false)" },
        { "CREATE TABLE t (a int) WITH (autovacuum_enabled = off)" } },
    .good = { { "ALTER TABLE t SET (autovacuum_enabled = true)" },
        { "ALTER TABLE t SET (autovacuum_vacuum_scale_factor = 0.01)" } },
};

} // namespace corridor::rules
