// SPDX-License-Identifier: MIT
#include "sql/facts.h"

#include "sql/fact_finder.h"
#include "sql/transaction_rules.h"

#include <algorithm>

namespace corridor {

QString workWord(TableWork work)
{
    static constexpr const char* words[] = { "none", "index-build", "scan", "rewrite" };
    return QLatin1StringView(words[static_cast<size_t>(work)]);
}

QString manualUrl(const QString& page, int major)
{
    return page.isEmpty() ? QString() : QString("https://www.postgresql.org/docs/%1/%2").arg(major).arg(page);
}

LockMode StatementFacts::strongestLock() const
{
    LockMode strongest = LockMode::None;
    for (const RelationFact& fact : relations)
        strongest = std::max(strongest, fact.lock);
    return strongest;
}

TableWork StatementFacts::heaviestWork() const
{
    TableWork heaviest = TableWork::None;
    for (const RelationFact& fact : relations)
        heaviest = std::max(heaviest, fact.work);
    return heaviest;
}

const RelationFact* StatementFacts::find(const QualifiedName& relation) const
{
    const auto found = std::ranges::find(relations, relation, &RelationFact::relation);
    return found == relations.end() ? nullptr : &*found;
}

StatementFacts factsOf(const Statement& statement, int major, const SchemaState& schema)
{
    StatementFacts facts;
    FactFinder(facts, statement, major, schema).find();
    applyTransactionRules(facts, statement, major, schema);
    return facts;
}

} // namespace corridor
