// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

// Locks that hold up writers of a table that was there before.
static bool needsTimeout(const StatementFacts& facts, const SchemaState& schema)
{
    return std::ranges::any_of(facts.relations, [&](const RelationFact& fact) {
        const RelationState* known = schema.relation(fact.relation);
        return fact.lock >= LockMode::ShareRowExclusive && !(known && known->temporary);
    });
}

static bool setsTimeout(const Script& script)
{
    return std::ranges::any_of(script.statements, [](const Statement& statement) {
        const auto* set = statement.as<sql::SetVariable>();
        return set && set->name == "lock_timeout" && !set->reset;
    });
}

static void check(const FolderContext& at, Report& report)
{
    // Corridor sets one for every attempt, and tries again.
    if (at.options.timeoutsSetElsewhere || at.options.runner == Runner::Corridor)
        return;
    QStringList without;
    for (qsizetype i = 0; i < at.migrations.size(); ++i) {
        const bool strong = std::ranges::any_of(at.facts[static_cast<size_t>(i)],
            [&](const StatementFacts& facts) { return needsTimeout(facts, at.schema); });
        if (strong && !setsTimeout(at.migrations[i].script))
            without << at.migrations[i].name;
    }
    if (!without.isEmpty())
        report.add(at,
            QString("%1 of %2 migrations take strong locks without a lock_timeout, the last of them %3. Set it for the role: "
                    "ALTER ROLE migrator SET lock_timeout = '5s'.")
                .arg(without.size()).arg(at.migrations.size()).arg(code(without.last())));
}

extern const Rule missingLockTimeout {
    .id = "missing-lock-timeout",
    .severity = Severity::Note,
    .hazard = "Without a lock_timeout a waiting ALTER TABLE becomes the head of a queue, and everybody waits behind it.",
    .effect = "All later queries of the table wait, however short the change itself is.",
    .safe = "lock_timeout on the role or the connection of the migrations, and another try later.",
    .manual = "runtime-config-client.html#GUC-LOCK-TIMEOUT",
    .checkFolder = check,
    .bad = { { "ALTER TABLE t ADD COLUMN a int", "CREATE TABLE t (b int);", Runner::PrismaBatch } },
    .good = { { "SET lock_timeout = '5s'; ALTER TABLE t ADD COLUMN a int", "", Runner::PrismaBatch },
        { "ALTER TABLE t ADD COLUMN a int", "", Runner::Corridor }, { "CREATE INDEX CONCURRENTLY i ON t (a)", "", Runner::PrismaBatch } },
};

} // namespace corridor::rules
