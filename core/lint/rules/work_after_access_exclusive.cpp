// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

struct HeldLock {
    QualifiedName relation;
    int line = 0;
};

static bool isHeavy(const RelationFact& fact, const RelationState* known)
{
    return fact.work >= TableWork::IndexBuild && !(known && (known->isIdle() || known->isEmpty()));
}

// What a statement works through. A foreign key reads the other table as well, but not where the keys are null or
// there are none, so that only its own table counts.
static QList<RelationFact> workOf(const MigrationContext& at, int index)
{
    QList<RelationFact> work = at.facts[static_cast<size_t>(index)].relations;
    const auto* alter = at.statements()[index].as<sql::AlterTable>();
    work.removeIf([&](const RelationFact& fact) {
        return !isHeavy(fact, at.schema.relation(fact.relation)) || (alter && !at.schema.same(fact.relation, alter->name));
    });
    return work;
}

// VALIDATE and the like would let others read and write, were it not for the lock that is there already.
static bool isHeldUp(const HeldLock& lock, const RelationFact& work)
{
    return lock.relation != work.relation || work.lock < LockMode::Share;
}

// Once for each transaction: the first heavy statement on another table after a strong lock.
static void check(const MigrationContext& at, Report& report)
{
    QHash<int, QList<HeldLock>> held;
    QSet<int> told;
    for (int i = 0; i < at.statements().size(); ++i) {
        const int transaction = at.transactions[static_cast<size_t>(i)];
        const StatementFacts& facts = at.facts[static_cast<size_t>(i)];
        for (const RelationFact& fact : workOf(at, i)) {
            const auto other = std::ranges::find_if(held[transaction], [&](const HeldLock& lock) { return isHeldUp(lock, fact); });
            if (other != held[transaction].end() && !told.contains(transaction)) {
                told << transaction;
                const QString locked = other->relation == fact.relation ? QString("it") : code(other->relation);
                report.add(at, QString("While this works through %1, %2 stays locked from line %3 on; nobody can read it until the end.")
                                   .arg(code(fact.relation), locked).arg(other->line),
                    at.statements()[i].codeBegin, at.statements()[i].end);
            }
        }
        if (const auto* rename = at.statements()[i].as<sql::Rename>(); rename && rename->oldName.isEmpty())
            continue; // the table goes on under its new name
        for (const RelationFact& fact : facts.relations) {
            const RelationState* known = at.schema.relation(fact.relation);
            if (fact.lock == LockMode::AccessExclusive && !fact.index && !(known && known->isIdle()))
                held[transaction] << HeldLock { fact.relation, at.statements()[i].line };
        }
    }
}

extern const Rule workAfterAccessExclusive {
    .id = "work-after-access-exclusive",
    .severity = Severity::Warning,
    .hazard = "Slow work follows in a transaction that holds the strongest lock on another table.",
    .effect = "The first table stays locked for all of it.",
    .safe = "Split the migration: slow work first, or in one of its own.",
    .manual = "explicit-locking.html",
    .checkMigration = check,
    .bad = { { "ALTER TABLE a ADD COLUMN x int; CREATE INDEX i ON b (y)" },
        { "ALTER TABLE a DROP CONSTRAINT IF EXISTS old; ALTER TABLE a VALIDATE CONSTRAINT k", "", Runner::PrismaBatch } },
    .good = { { "ALTER TABLE a RENAME TO b; ALTER TABLE b ALTER c SET NOT NULL" },
        { "ALTER TABLE a ADD COLUMN b int; ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b (id)" },
        { "ALTER TABLE a ADD COLUMN x int; CREATE TABLE c (b int); ALTER TABLE c ADD FOREIGN KEY (b) REFERENCES b (id)" },
        { "ALTER TABLE a ADD COLUMN x int; ALTER TABLE b ADD COLUMN y int" },
        { "ALTER TABLE a ADD COLUMN x int; CREATE INDEX i ON b (y)", "", Runner::PrismaSplit },
        { "CREATE TABLE a (x int); CREATE INDEX i ON a (x); ALTER TABLE b ADD COLUMN y int" },
        { "CREATE INDEX i ON b (y); ALTER TABLE a ADD COLUMN x int" } },
};

} // namespace corridor::rules
