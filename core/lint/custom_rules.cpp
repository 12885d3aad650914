// SPDX-License-Identifier: MIT
#include "lint/custom_rules.h"

#include "lint/patterns.h"

#include <algorithm>

namespace corridor {

static LockMode lockFromWord(const QString& word)
{
    for (int mode = 1; mode <= static_cast<int>(LockMode::AccessExclusive); ++mode) {
        if (lockWord(static_cast<LockMode>(mode)) == word.toUpper())
            return static_cast<LockMode>(mode);
    }
    return LockMode::None;
}

static bool matchesRelation(const QString& pattern, const StatementContext& at)
{
    return pattern.isEmpty()
        || std::ranges::any_of(at.statement.relations,
            [&](const sql::TouchedRelation& touched) { return matchesPattern(pattern, touched.name); });
}

static bool matches(const CustomRule& rule, const StatementContext& at)
{
    if (!rule.statement.isEmpty() && kindWord(at.statement.kind) != rule.statement.toUpper())
        return false;
    return matchesRelation(rule.relation, at)
        && (rule.lock.isEmpty() || at.facts.strongestLock() >= lockFromWord(rule.lock))
        && rule.rewrite.value_or(at.facts.rewrites()) == at.facts.rewrites()
        && rule.scan.value_or(at.facts.scans()) == at.facts.scans()
        && rule.destroysData.value_or(at.facts.destroysData) == at.facts.destroysData;
}

void checkCustomRules(const QList<CustomRule>& rules, const StatementContext& at, QList<Finding>& findings)
{
    Report report(findings);
    static const Rule base { .id = "custom", .severity = Severity::Warning, .hazard = "A rule of this project.",
        .effect = "", .safe = "", .manual = "" };
    report.setRule(&base);
    for (const CustomRule& rule : rules) {
        if (!matches(rule, at))
            continue;
        Finding& finding = report.add(at, rule.message);
        finding.rule = rule.id;
        finding.severity = rule.severity;
    }
}

} // namespace corridor
