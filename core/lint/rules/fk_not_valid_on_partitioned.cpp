// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    for (const sql::AlterAction* action : addedConstraints(at, Constraint::ForeignKey)) {
        if (action->constraint.notValid && at.major() < 18 && at.isPartitioned(tableOf(at)))
            report.add(at, QString("This fails: %1 is partitioned.").arg(code(tableOf(at))), placeOf(at, *action));
    }
}

extern const Rule fkNotValidOnPartitioned {
    .id = "fk-not-valid-on-partitioned",
    .severity = Severity::Error,
    .hazard = "A partitioned table cannot have a foreign key that is NOT VALID.",
    .effect = "An error on all versions up to 17.",
    .safe = "Add it NOT VALID to each partition and validate there, then add it to the parent.",
    .manual = "sql-altertable.html",
    .kinds = { Kind::AlterTable },
    .check = check,
    .bad = { { "ALTER TABLE p ADD FOREIGN KEY (a) REFERENCES b (id) NOT VALID",
        "CREATE TABLE p (a int) PARTITION BY LIST (a);" } },
    .good = { { "ALTER TABLE p ADD FOREIGN KEY (a) REFERENCES b (id) NOT VALID", "CREATE TABLE p (a int);" },
        { "ALTER TABLE p ADD FOREIGN KEY (a) REFERENCES b (id) NOT VALID",
            "CREATE TABLE p (a int) PARTITION BY LIST (a);", Runner::Corridor, 18 } },
};

} // namespace corridor::rules
