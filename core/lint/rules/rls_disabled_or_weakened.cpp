// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static void lookAtPolicy(const StatementContext& at, Report& report, const sql::CreatePolicy& policy)
{
    const bool all = policy.command.isEmpty() || policy.command == "all";
    if (!policy.alters && policy.permissive && policy.toPublic && all && policy.qualification.isTautology())
        report.add(at, QString("The policy lets every role read and write every row of %1.").arg(code(policy.table)),
            at.find("using"));
}

static void check(const StatementContext& at, Report& report)
{
    for (const Action kind : { Action::DisableRowSecurity, Action::NoForceRowSecurity }) {
        if (!actions(at, kind).isEmpty() && !at.isIdle(tableOf(at)))
            report.add(at,
                QString(kind == Action::DisableRowSecurity
                        ? "Every role with rights on %1 sees and changes all of its rows."
                        : "The owner of %1 passes by its policies.")
                    .arg(at.describe(tableOf(at))));
    }
    if (const auto* policy = at.statement.as<sql::CreatePolicy>())
        lookAtPolicy(at, report, *policy);
}

extern const Rule rlsDisabledOrWeakened {
    .id = "rls-disabled-or-weakened",
    .severity = Severity::Error,
    .hazard = "Row security is what keeps one customer's rows from another.",
    .effect = "ACCESS EXCLUSIVE for a moment; all rows are open from then on.",
    .safe = "Change the policies instead, the new one first.",
    .manual = "ddl-rowsecurity.html",
    .kinds = { Kind::AlterTable, Kind::CreatePolicy },
    .check = check,
    .bad = { { "ALTER TABLE t DISABLE ROW LEVEL SECURITY" }, { "ALTER TABLE t NO FORCE ROW LEVEL SECURITY" },
        { "CREATE POLICY p ON t USING (true)" } },
    .good = { { "ALTER TABLE t ENABLE ROW LEVEL SECURITY" }, { "CREATE POLICY p ON t FOR SELECT USING (true)" },
        { "CREATE POLICY p ON t TO app USING (true)" }, { "CREATE POLICY p ON t USING (owner = current_user)" } },
};

} // namespace corridor::rules
