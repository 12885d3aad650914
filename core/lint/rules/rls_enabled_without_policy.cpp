// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static bool hasPolicyLater(const MigrationContext& at, int from, const QualifiedName& table)
{
    for (int i = from; i < at.statements().size(); ++i) {
        const auto* policy = at.statements()[i].as<sql::CreatePolicy>();
        if (policy && at.schema.same(policy->table, table))
            return true;
    }
    return false;
}

static void check(const StatementContext& at, Report& report)
{
    if (actions(at, Action::EnableRowSecurity).isEmpty())
        return;
    const QualifiedName table = tableOf(at);
    const RelationState* known = at.relation(table);
    if ((known && known->policies > 0) || hasPolicyLater(at.migration, at.index, table))
        return;
    report.add(at, QString("%1 has no policy: everyone but its owner finds it empty.").arg(code(table)));
}

extern const Rule rlsEnabledWithoutPolicy {
    .id = "rls-enabled-without-policy",
    .severity = Severity::Warning,
    .hazard = "Row security without a policy hides every row.",
    .effect = "Programs that do not connect as the owner read nothing and cannot write, without an error for reads.",
    .safe = "CREATE POLICY in the same migration, before ENABLE ROW LEVEL SECURITY.",
    .manual = "ddl-rowsecurity.html",
    .kinds = { Kind::AlterTable },
    .check = check,
    .bad = { { "ALTER TABLE t ENABLE ROW LEVEL SECURITY" },
        { "ALTER TABLE t ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON other USING (a = 1)" } },
    .good = { { "ALTER TABLE t ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON t USING (a = 1)" },
        { "ALTER TABLE t ENABLE ROW LEVEL SECURITY", "CREATE TABLE t (a int); CREATE POLICY p ON t USING (a = 1);" } },
};

} // namespace corridor::rules
