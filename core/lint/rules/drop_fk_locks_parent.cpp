// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    for (const sql::AlterAction* action : actions(at, Action::DropConstraint)) {
        const RelationState* table = at.relation(tableOf(at));
        const ConstraintState* constraint = table ? table->constraint(action->name) : nullptr;
        if (constraint && constraint->kind == Constraint::ForeignKey && !at.schema().same(constraint->references, tableOf(at)))
            report.addOnTable(at, constraint->references,
                QString("Dropping the foreign key locks %1 as well, against reads too.").arg(at.describe(constraint->references)),
                placeOf(at, *action));
    }
}

extern const Rule dropFkLocksParent {
    .id = "drop-fk-locks-parent",
    .severity = Severity::Note,
    .enabled = false,
    .hazard = "Dropping a foreign key locks the table that it references.",
    .effect = "ACCESS EXCLUSIVE on both tables for a moment.",
    .safe = "Set a lock_timeout, and take tables in the same order everywhere.",
    .manual = "sql-altertable.html",
    .kinds = { Kind::AlterTable },
    .check = check,
    .bad = { { "ALTER TABLE c DROP CONSTRAINT k", "CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE c (a int, CONSTRAINT k FOREIGN KEY (a) REFERENCES p (id));" } },
    .good = { { "ALTER TABLE c DROP CONSTRAINT k", "CREATE TABLE c (a int, CONSTRAINT k CHECK (a > 0));" } },
};

} // namespace corridor::rules
