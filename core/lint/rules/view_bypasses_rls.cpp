// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    const auto& view = at.as<sql::CreateView>();
    if (sql::optionIsOn(view.options, QLatin1StringView("security_invoker")))
        return;
    for (const QualifiedName& source : view.sources) {
        const RelationState* known = at.relation(source);
        if (!known || !known->rowSecurity)
            continue;
        report.add(at,
            QString("%1 shows the rows of %2 by its owner's rights, past the policies on it.")
                .arg(code(view.name), code(source)));
        return;
    }
}

extern const Rule viewBypassesRls {
    .id = "view-bypasses-rls",
    .severity = Severity::Warning,
    .hazard = "A view reads with its owner's rights, so row security does not hold for those who use it.",
    .effect = "Whoever may read the view reads all rows.",
    .safe = "CREATE VIEW … WITH (security_invoker = true), from PostgreSQL 15 on.",
    .manual = "sql-createview.html",
    .kinds = { Kind::CreateView },
    .check = check,
    .bad
    = { { "CREATE VIEW v AS SELECT * FROM t", "CREATE TABLE t (a int); ALTER TABLE t ENABLE ROW LEVEL SECURITY;" } },
    .good = { { "CREATE VIEW v WITH (security_invoker = true) AS SELECT * FROM t",
                  "CREATE TABLE t (a int); ALTER TABLE t ENABLE ROW LEVEL SECURITY;" },
        { "CREATE VIEW v AS SELECT * FROM t", "CREATE TABLE t (a int);" } },
};

} // namespace corridor::rules
