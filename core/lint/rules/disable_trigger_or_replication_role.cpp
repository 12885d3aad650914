// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    if (const auto* set = at.statement.as<sql::SetVariable>()) {
        if (set->name == "session_replication_role" && !set->reset && set->values.value(0).toLower() != "origin")
            report.add(at, "Foreign keys, audit and every other trigger stay silent from here on.");
        return;
    }
    for (const sql::AlterAction* action : actions(at, Action::DisableTrigger)) {
        const bool all = action->name == "ALL" || action->name == "USER";
        report.addOnTable(at, tableOf(at),
            QString("%1 of %2 no longer fire%3 until somebody enables them again.")
                .arg(all ? "The triggers" : code(action->name), code(tableOf(at)),
                    action->name == "ALL" ? ", those of foreign keys included," : ""));
    }
}

extern const Rule disableTriggerOrReplicationRole {
    .id = "disable-trigger-or-replication-role",
    .severity = Severity::Error,
    .hazard = "With triggers off, foreign keys are not checked and audits miss what happens.",
    .effect = "SHARE ROW EXCLUSIVE; session_replication_role lasts for the session and reaches later migrations.",
    .safe = "Drop the constraint and add it again NOT VALID, or write the change so that the triggers may fire.",
    .manual = "sql-altertable.html",
    .kinds = { Kind::AlterTable, Kind::Set },
    .check = check,
    .bad = { { "ALTER TABLE t DISABLE TRIGGER ALL" }, { "SET session_replication_role = replica" } },
    .good = { { "ALTER TABLE t ENABLE TRIGGER ALL" }, { "SET session_replication_role = origin" },
        { "RESET session_replication_role" } },
};

} // namespace corridor::rules
