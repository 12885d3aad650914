// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    for (const sql::AlterAction* action : addedConstraints(at, Constraint::ForeignKey)) {
        const sql::ConstraintDefinition& key = action->constraint;
        if (key.notValid || at.isIdle(tableOf(at)) || at.isHypertable(tableOf(at)))
            continue;
        const bool itself = at.schema().same(tableOf(at), key.references);
        report.addOnTable(at, tableOf(at),
            QString("Nobody can write to %1%2 while every row of %3 is looked up.")
                .arg(at.describe(tableOf(at)), itself ? QString() : " or " + at.describe(key.references),
                    code(tableOf(at))),
            placeOf(at, *action));
    }
}

extern const Rule addFkValidating {
    .id = "add-fk-validating",
    .severity = Severity::Warning,
    .hazard = "Adding a foreign key keeps writers out of both tables while every row is checked.",
    .effect = "SHARE ROW EXCLUSIVE on both tables during a scan of both; reads go on.",
    .safe = "ADD … NOT VALID now; VALIDATE CONSTRAINT in a later migration, which lets writers work.",
    .manual = "sql-altertable.html#SQL-ALTERTABLE-NOTES",
    .kinds = { Kind::AlterTable },
    .check = check,
    .bad = { { "ALTER TABLE a ADD CONSTRAINT k FOREIGN KEY (b) REFERENCES b (id)" },
        { "ALTER TABLE a ADD COLUMN b int; ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b (id)" } },
    .good = { { "ALTER TABLE a ADD CONSTRAINT k FOREIGN KEY (b) REFERENCES b (id) NOT VALID" },
        { "CREATE TABLE a (b int); ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b (id)" } },
};

} // namespace corridor::rules
