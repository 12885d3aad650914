// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    for (const sql::AlterAction* action : actions(at, Action::AddColumn)) {
        if (!action->column.has(Constraint::Generated))
            continue;
        report.addOnTable(at, tableOf(at),
            QString("Computing the stored column %1 rewrites %2, and nobody can read it meanwhile.")
                .arg(code(action->column.name), at.describe(tableOf(at))),
            placeOf(at, *action));
    }
}

extern const Rule addColumnGeneratedStored {
    .id = "add-column-generated-stored",
    .severity = Severity::Error,
    .hazard = "A stored generated column on an existing table rewrites the table to compute it.",
    .effect = "ACCESS EXCLUSIVE while the heap and every index are written anew.",
    .safe = "Add a plain column, keep it by a trigger, fill it in batches. PostgreSQL 18 has VIRTUAL columns.",
    .manual = "ddl-generated-columns.html",
    .kinds = { Kind::AlterTable },
    .check = check,
    .bad = { { "ALTER TABLE t ADD COLUMN s tsvector GENERATED ALWAYS AS (to_tsvector('english', body)) STORED" } },
    .good = { { "CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a * 2) STORED)" },
        { "ALTER TABLE t ADD COLUMN s tsvector" } },
};

} // namespace corridor::rules
