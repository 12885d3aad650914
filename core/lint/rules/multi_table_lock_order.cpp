// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static void check(const MigrationContext& at, Report& report)
{
    QHash<int, QList<QualifiedName>> locked;
    for (int i = 0; i < at.statements().size(); ++i) {
        QList<QualifiedName>& names = locked[at.transactions[static_cast<size_t>(i)]];
        for (const RelationFact& fact : at.facts[static_cast<size_t>(i)].relations) {
            const RelationState* known = at.schema.relation(fact.relation);
            if (fact.lock >= LockMode::ShareRowExclusive && !fact.index && !(known && known->isIdle())
                && !names.contains(fact.relation))
                names << fact.relation;
        }
        constexpr qsizetype several = 3;
        if (names.size() == several && i + 1 >= at.statements().size())
            report.add(at, QString("%1 are locked one after the other.").arg(codes(names)),
                at.statements()[i].codeBegin, at.statements()[i].end);
    }
}

extern const Rule multiTableLockOrder {
    .id = "multi-table-lock-order",
    .severity = Severity::Note,
    .enabled = false,
    .hazard
    = "Several busy tables are locked in one transaction: the application may take them in another order and deadlock.",
    .effect = "Each waits for the other until deadlock_timeout, then one fails.",
    .safe = "One table a transaction, or the order of the application.",
    .manual = "explicit-locking.html#LOCKING-DEADLOCKS",
    .checkMigration = check,
    .bad = { { "ALTER TABLE a ADD COLUMN x int; ALTER TABLE b ADD COLUMN x int; ALTER TABLE c ADD COLUMN x int" } },
    .good = { { "ALTER TABLE a ADD COLUMN x int" } },
};

} // namespace corridor::rules
