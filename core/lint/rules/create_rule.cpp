// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    const auto& rule = at.as<sql::CreateRule>();
    report.add(at,
        QString("Queries on %1 are rewritten by %2 before anything else sees them.")
            .arg(code(rule.table), code(rule.name)));
}

extern const Rule createRule {
    .id = "create-rule",
    .severity = Severity::Warning,
    .hazard
    = "Rules rewrite queries in ways that few expect: values are computed twice, RETURNING and COPY go past them.",
    .effect = "ACCESS EXCLUSIVE for a moment; not possible on hypertables.",
    .safe = "A trigger.",
    .manual = "rules.html",
    .kinds = { Kind::CreateRule },
    .check = check,
    .bad = { { "CREATE RULE r AS ON INSERT TO t DO INSTEAD NOTHING" } },
    .good = { { "CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f()" } },
};

} // namespace corridor::rules
