// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    for (const sql::AlterAction* action : actions(at, Action::DropConstraint)) {
        if (!action->cascade)
            continue;
        QStringList others;
        for (const RelationState* other : at.schema().referencing(tableOf(at)))
            others << other->name.name;
        report.add(at,
            others.isEmpty()
                ? QString("CASCADE drops the foreign keys that rely on %1, whatever they are.").arg(code(action->name))
                : QString("CASCADE drops the foreign keys of %1, and locks them.").arg(codes(others)),
            placeOf(at, *action));
    }
}

extern const Rule dropConstraintCascade {
    .id = "drop-constraint-cascade",
    .severity = Severity::Warning,
    .hazard = "DROP CONSTRAINT … CASCADE silently drops foreign keys of other tables.",
    .effect = "ACCESS EXCLUSIVE on every table that loses a foreign key.",
    .safe = "Drop those foreign keys by name first.",
    .manual = "sql-altertable.html",
    .kinds = { Kind::AlterTable },
    .check = check,
    .bad = { { "ALTER TABLE t DROP CONSTRAINT t_pkey CASCADE" } },
    .good = { { "ALTER TABLE t DROP CONSTRAINT t_pkey" } },
};

} // namespace corridor::rules
