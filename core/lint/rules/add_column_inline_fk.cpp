// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    for (const sql::AlterAction* action : actions(at, Action::AddColumn)) {
        const auto* key = action->column.find(Constraint::ForeignKey);
        if (!key || (at.isIdle(tableOf(at)) && at.isIdle(key->references)))
            continue;
        const auto* value = action->column.find(Constraint::Default);
        const bool scans = value && value->expression.kind != sql::Expression::Kind::Null && !at.isIdle(tableOf(at));
        Finding& finding = report.add(at,
            scans ? QString("The foreign key checks every row of %1 while nobody can read it and nobody can write %2.")
                        .arg(at.describe(tableOf(at)), at.describe(key->references))
                  : QString("The foreign key locks %1 against writes for a moment, which waits behind its longest transaction.")
                        .arg(at.describe(key->references)),
            placeOf(at, *action));
        if (!scans)
            finding.severity = Severity::Note;
    }
}

extern const Rule addColumnInlineFk {
    .id = "add-column-inline-fk",
    .severity = Severity::Warning,
    .hazard = "REFERENCES written with a new column locks both tables, and with a default checks every row.",
    .effect = "ACCESS EXCLUSIVE on the table and SHARE ROW EXCLUSIVE on the other; a scan of both with a non-null default.",
    .safe = "Add the column, then the foreign key as NOT VALID, and VALIDATE it in a later migration.",
    .manual = "sql-altertable.html",
    .kinds = { Kind::AlterTable },
    .check = check,
    .bad = { { "ALTER TABLE t ADD COLUMN o int NOT NULL DEFAULT 1 REFERENCES other (id)" },
        { "ALTER TABLE t ADD COLUMN o int REFERENCES other (id)" } },
    .good = { { "ALTER TABLE t ADD COLUMN o int" },
        { "CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE b (id int); ALTER TABLE b ADD COLUMN a int REFERENCES a (id)" } },
};

} // namespace corridor::rules
