// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    for (const sql::AlterAction* validate : actions(at, Action::ValidateConstraint)) {
        const RelationState* table = at.relation(tableOf(at));
        const ConstraintState* constraint = table ? table->constraint(validate->name) : nullptr;
        if (!constraint || constraint->validated || !constraint->fresh || at.isIdle(tableOf(at)))
            continue;
        for (int i = 0; i < at.index; ++i) {
            const auto* earlier = at.migration.statements()[i].as<sql::AlterTable>();
            if (!earlier || !at.migration.shareTransaction(i, at.index))
                continue;
            for (const sql::AlterAction& action : earlier->actions) {
                if (action.kind == Action::AddConstraint && action.constraint.name == validate->name) {
                    report.addOnTable(at, tableOf(at),
                        QString("%1 was added in the same transaction, so its strong lock on %2 stays during the scan.")
                            .arg(code(validate->name), at.describe(tableOf(at))),
                        placeOf(at, *validate));
                    return;
                }
            }
        }
    }
}

extern const Rule notValidAndValidateTogether {
    .id = "not-valid-and-validate-together",
    .severity = Severity::Warning,
    .hazard = "NOT VALID and VALIDATE in one transaction hold the strong lock during the scan that they should avoid.",
    .effect = "ACCESS EXCLUSIVE for a CHECK, SHARE ROW EXCLUSIVE for a foreign key, until the end of the transaction.",
    .safe = "Put VALIDATE CONSTRAINT into a later migration.",
    .manual = "sql-altertable.html#SQL-ALTERTABLE-NOTES",
    .kinds = { Kind::AlterTable },
    .check = check,
    .bad = { { "ALTER TABLE t ADD CONSTRAINT k CHECK (a > 0) NOT VALID; ALTER TABLE t VALIDATE CONSTRAINT k" } },
    .good = { { "ALTER TABLE t VALIDATE CONSTRAINT k",
                  "CREATE TABLE t (a int); ALTER TABLE t ADD CONSTRAINT k CHECK (a > 0) NOT VALID;" },
        { "ALTER TABLE t ADD CONSTRAINT k CHECK (a > 0) NOT VALID; ALTER TABLE t VALIDATE CONSTRAINT k", "",
            Runner::PrismaSplit } },
};

} // namespace corridor::rules
