// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static QStringList names(const QSet<QualifiedName>& tables)
{
    QStringList list;
    for (const QualifiedName& table : tables)
        list << table.name;
    list.sort();
    return list;
}

// Once for each transaction.
static void check(const MigrationContext& at, Report& report)
{
    QHash<int, QSet<QualifiedName>> locked;
    QSet<int> told;
    for (int i = 0; i < at.statements().size(); ++i) {
        const int transaction = at.transactions[static_cast<size_t>(i)];
        const auto* change = at.statements()[i].as<sql::DataChange>();
        const RelationState* table = change ? at.schema.relation(change->table) : nullptr;
        const bool idle = table && (table->isIdle() || table->isEmpty());
        const bool small = change && (change->kind == sql::DataChange::Kind::Insert && !change->fromQuery);
        if (change && !idle && !small && !locked[transaction].isEmpty() && !told.contains(transaction)) {
            told << transaction;
            report.add(at,
                QString("%1 %2 locked against readers while %3 is written.")
                    .arg(codes(names(locked[transaction])), locked[transaction].size() == 1 ? "stays" : "stay",
                        code(change->table)),
                at.statements()[i].codeBegin, at.statements()[i].end);
        }
        for (const RelationFact& fact : at.facts[static_cast<size_t>(i)].relations) {
            const RelationState* known = at.schema.relation(fact.relation);
            if (fact.lock == LockMode::AccessExclusive && !fact.index && !(known && known->isIdle()))
                locked[transaction] << fact.relation;
        }
    }
}

extern const Rule backfillMixedWithDdl {
    .id = "backfill-mixed-with-ddl",
    .severity = Severity::Warning,
    .hazard = "Data are changed in a transaction that holds the strongest lock on a table.",
    .effect = "ACCESS EXCLUSIVE from the ALTER TABLE to the end of the data change.",
    .safe = "Three migrations: expand, fill, contract.",
    .manual = "explicit-locking.html",
    .saidBy = { "unbatched-backfill", "update-or-delete-without-where" },
    .checkMigration = check,
    .bad = { { "ALTER TABLE t DROP COLUMN b; UPDATE t SET c = 1 WHERE a > 5" } },
    .good = { { "CREATE TABLE t (a int); INSERT INTO t VALUES (1); UPDATE t SET a = 2" },
        { "ALTER TABLE t ADD COLUMN c int; UPDATE t SET c = 1 WHERE a > 5", "", Runner::PrismaSplit },
        { "UPDATE t SET a = 1 WHERE b = 2; ALTER TABLE t ADD COLUMN c int" } },
};

} // namespace corridor::rules
