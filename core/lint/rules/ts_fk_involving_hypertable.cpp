// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"
#include "lint/rules/timescale.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    for (const sql::AlterAction* action : addedConstraints(at, Constraint::ForeignKey)) {
        const QualifiedName other = action->constraint.references;
        const QualifiedName table = hypertable(at, tableOf(at)) ? tableOf(at) : other;
        if (hypertable(at, table) && !at.isIdle(table))
            report.add(at, QString("Every chunk of %1 is locked against writes for it.").arg(code(table)),
                placeOf(at, *action));
    }
}

extern const Rule tsFkInvolvingHypertable {
    .id = "ts-fk-involving-hypertable",
    .severity = Severity::Note,
    .hazard = "A foreign key from or to a hypertable locks all of its chunks.",
    .effect = "SHARE ROW EXCLUSIVE on the hypertable, on all chunks and on the other table.",
    .safe = "A lock_timeout, NOT VALID, and VALIDATE later, which works for foreign keys.",
    .manual = "https://docs.tigerdata.com/use-timescale/latest/schema-management/foreign-data-wrappers/",
    .kinds = { Kind::AlterTable },
    .check = check,
    .bad = { { "ALTER TABLE t ADD FOREIGN KEY (id) REFERENCES o (id) NOT VALID", HYPERTABLE },
        { "ALTER TABLE o ADD FOREIGN KEY (id) REFERENCES t (id)", HYPERTABLE } },
    .good = { { "ALTER TABLE o ADD FOREIGN KEY (id) REFERENCES p (id)", HYPERTABLE } },
};

} // namespace corridor::rules
