// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    for (const sql::AlterAction* action : actions(at, Action::AttachPartition)) {
        const RelationState* child = at.relation(action->relation);
        const RelationState* parent = at.relation(tableOf(at));
        const bool proven = child && std::ranges::any_of(child->constraints, [](const ConstraintState& constraint) {
            return constraint.kind == Constraint::Check && constraint.validated;
        });
        const bool scansDefault = parent && !parent->isIdle() && !parent->defaultPartition.isEmpty() && !action->isDefaultPartition;
        if ((proven || at.isEmpty(action->relation)) && !scansDefault)
            continue;
        report.add(at,
            scansDefault ? QString("The DEFAULT partition of %1 is read to the end while nobody else can.").arg(at.describe(tableOf(at)))
                         : QString("Every row of %1 is read to see that it fits, while nobody else can read it.").arg(at.describe(action->relation)),
            placeOf(at, *action));
    }
}

extern const Rule attachPartitionScan {
    .id = "attach-partition-scan",
    .severity = Severity::Warning,
    .hazard = "ATTACH PARTITION reads the new partition, and the DEFAULT one, unless a CHECK proves the bounds.",
    .effect = "SHARE UPDATE EXCLUSIVE on the parent (ACCESS EXCLUSIVE up to 11), ACCESS EXCLUSIVE on the partition and on DEFAULT.",
    .safe = "Add a CHECK that matches the bounds to the partition, and one that excludes them to DEFAULT, and validate both first.",
    .manual = "ddl-partitioning.html#DDL-PARTITIONING-DECLARATIVE-MAINTENANCE",
    .kinds = { Kind::AlterTable },
    .check = check,
    .bad = { { "ALTER TABLE p ATTACH PARTITION q FOR VALUES IN (1)" } },
    .good = { { "CREATE TABLE q (a int); ALTER TABLE p ATTACH PARTITION q FOR VALUES IN (1)", "CREATE TABLE p (a int) PARTITION BY LIST (a);" },
        { "ALTER TABLE p ATTACH PARTITION q FOR VALUES IN (1)", "CREATE TABLE p (a int) PARTITION BY LIST (a); CREATE TABLE q (a int, CHECK (a = 1));" } },
};

} // namespace corridor::rules
