// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    for (const sql::AlterAction* action : addedConstraints(at, Constraint::PrimaryKey)) {
        const RelationState* table = at.relation(tableOf(at));
        const IndexState* index = table ? table->index(action->constraint.usingIndex) : nullptr;
        if (!index)
            continue;
        QStringList open;
        for (const QString& column : index->columns) {
            if (!table->isProvenNotNull(column))
                open << column;
        }
        if (!open.isEmpty())
            report.addOnTable(at, tableOf(at),
                QString("%1 may be null, so every row of %2 is read while nobody else can.")
                    .arg(codes(open), at.describe(tableOf(at))),
                placeOf(at, *action));
    }
}

extern const Rule pkUsingIndexHiddenScan {
    .id = "pk-using-index-hidden-scan",
    .severity = Severity::Warning,
    .hazard = "A primary key from an index still reads the table where a column may be null.",
    .effect = "ACCESS EXCLUSIVE during a full scan to set NOT NULL.",
    .safe = "SET NOT NULL first, by a validated CHECK (column IS NOT NULL).",
    .manual = "sql-altertable.html",
    .kinds = { Kind::AlterTable },
    .check = check,
    .bad = { { "ALTER TABLE t ADD PRIMARY KEY USING INDEX i",
        "CREATE TABLE t (id int); CREATE UNIQUE INDEX i ON t (id);" } },
    .good = { { "ALTER TABLE t ADD PRIMARY KEY USING INDEX i",
        "CREATE TABLE t (id int NOT NULL); CREATE UNIQUE INDEX i ON t (id);" } },
};

} // namespace corridor::rules
