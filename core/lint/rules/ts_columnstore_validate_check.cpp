// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"
#include "lint/rules/timescale.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    const RelationState* table = columnstore(at, tableOf(at));
    for (const sql::AlterAction* action :
        table ? actions(at, Action::ValidateConstraint) : QList<const sql::AlterAction*>()) {
        const ConstraintState* constraint = table->constraint(action->name);
        if (!constraint || constraint->kind == Constraint::Check)
            report.add(at,
                QString("TimescaleDB cannot validate a CHECK on %1, which is compressed.").arg(code(table->name)),
                placeOf(at, *action));
    }
}

extern const Rule tsColumnstoreValidateCheck {
    .id = "ts-columnstore-validate-check",
    .severity = Severity::Error,
    .hazard = "VALIDATE CONSTRAINT of a CHECK does not work on a compressed hypertable, so NOT VALID leads nowhere.",
    .effect = "The statement fails: operation not supported on hypertables that have columnstore enabled.",
    .safe = "ADD the CHECK directly, which scans under ACCESS EXCLUSIVE, or decompress first.",
    .manual = "https://docs.tigerdata.com/use-timescale/latest/compression/modify-a-schema/",
    .kinds = { Kind::AlterTable },
    .check = check,
    .bad = { { "ALTER TABLE t ADD CONSTRAINT k CHECK (id > 0) NOT VALID; ALTER TABLE t VALIDATE CONSTRAINT k",
        COLUMNSTORE } },
    .good
    = { { "ALTER TABLE t ADD CONSTRAINT k CHECK (id > 0) NOT VALID; ALTER TABLE t VALIDATE CONSTRAINT k", HYPERTABLE },
        { "ALTER TABLE t ADD CONSTRAINT k CHECK (id > 0)", COLUMNSTORE } },
};

} // namespace corridor::rules
