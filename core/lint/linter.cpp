// SPDX-License-Identifier: MIT
#include "lint/linter.h"

#include "lint/context.h"
#include "lint/custom_rules.h"
#include "lint/inner_statements.h"
#include "lint/patterns.h"
#include "lint/suppressions.h"
#include "lint/transactions.h"

#include <algorithm>
#include <array>

namespace corridor {

namespace {

constexpr size_t kindCount = static_cast<size_t>(StatementKind::Vacuum) + 1;

// The rules that are on, by the kind of statement that they want.
class ActiveRules {
public:
    explicit ActiveRules(const LintOptions& options);
    const std::vector<const Rule*>& of(StatementKind kind) const { return m_byKind[static_cast<size_t>(kind)]; }
    const std::vector<const Rule*>& all() const { return m_all; }

private:
    std::vector<const Rule*> m_all;
    std::array<std::vector<const Rule*>, kindCount> m_byKind;
};

class Linter {
public:
    Linter(const QList<LintMigration>& migrations, const LintOptions& options)
        : m_migrations(migrations)
        , m_options(options)
        , m_rules(options)
        , m_schema(options.schema)
    {
    }
    QList<Finding> run(const CancelToken& token);

private:
    bool isExamined(const LintMigration& migration) const;
    void examine(const LintMigration& migration);
    void follow(const LintMigration& migration);
    void checkStatement(const StatementContext& at);
    void checkInside(const MigrationContext& migration, const Statement& statement, int index);
    void finish(const LintMigration& migration);
    void applySeverities(QList<Finding>& findings) const;
    void keepOnePerCause();

    const QList<LintMigration>& m_migrations;
    const LintOptions& m_options;
    ActiveRules m_rules;
    SchemaState m_schema;
    std::vector<std::vector<StatementFacts>> m_facts;
    QList<Finding> m_current; // of the migration at hand
    QList<Finding> m_findings;
};

} // namespace

ActiveRules::ActiveRules(const LintOptions& options)
{
    for (const Rule* rule : allRules()) {
        const auto set = options.severities.constFind(QLatin1StringView(rule->id));
        const bool on = set == options.severities.constEnd() ? rule->enabled : set->has_value();
        if (!on)
            continue;
        m_all.push_back(rule);
        if (!rule->check)
            continue;
        for (const StatementKind kind : rule->kinds)
            m_byKind[static_cast<size_t>(kind)].push_back(rule);
        for (size_t kind = 0; rule->kinds.isEmpty() && kind < kindCount; ++kind)
            m_byKind[kind].push_back(rule);
    }
}

bool Linter::isExamined(const LintMigration& migration) const
{
    if (!migration.examined || (!m_options.baseline.isEmpty() && migration.name <= m_options.baseline))
        return false;
    return std::ranges::none_of(
        m_options.ignoredPaths, [&](const QString& pattern) { return matchesPattern(pattern, migration.name); });
}

void Linter::follow(const LintMigration& migration)
{
    for (const Statement& statement : migration.script.statements)
        m_schema.follow(statement, migration.pending);
}

void Linter::checkStatement(const StatementContext& at)
{
    Report report(m_current);
    for (const Rule* rule : m_rules.of(at.statement.kind)) {
        if (!at.runsNow && !rule->insideBodies)
            continue;
        report.setRule(rule);
        rule->check(at, report);
    }
}

// The statements that a DO block runs, and what a function will run.
void Linter::checkInside(const MigrationContext& migration, const Statement& statement, int index)
{
    const bool now = statement.kind == StatementKind::Do;
    const QList<InnerStatement> inside = innerStatements(migration.script(), statement);
    for (const InnerStatement& inner : inside) {
        const StatementFacts facts = factsOf(inner.statement, m_options.major, m_schema);
        checkStatement({ migration, inner.statement, facts, index, true, now });
        if (now)
            m_schema.follow(inner.statement, true);
    }
}

void Linter::examine(const LintMigration& migration)
{
    const Script& script = migration.script;
    const std::vector<int> transactions = transactionsOf(script, m_options.runner, m_options.major, m_schema);
    std::vector<StatementFacts>& facts = m_facts.emplace_back();
    facts.reserve(static_cast<size_t>(script.statements.size()));
    const MigrationContext context { migration, m_options, m_schema, facts, transactions };
    for (int i = 0; i < script.statements.size(); ++i) {
        const Statement& statement = script.statements[i];
        facts.push_back(factsOf(statement, m_options.major, m_schema));
        checkStatement({ context, statement, facts.back(), i });
        checkCustomRules(m_options.customRules, { context, statement, facts.back(), i }, m_current);
        if (statement.kind == StatementKind::Do || statement.kind == StatementKind::CreateFunction
            || statement.kind == StatementKind::CreateProcedure)
            checkInside(context, statement, i);
        m_schema.follow(statement, true);
    }
    Report report(m_current);
    for (const Rule* rule : m_rules.all()) {
        report.setRule(rule);
        if (rule->checkMigration)
            rule->checkMigration(context, report);
    }
    finish(migration);
}

void Linter::applySeverities(QList<Finding>& findings) const
{
    for (Finding& finding : findings) {
        if (const auto set = m_options.severities.value(finding.rule))
            finding.severity = *set;
    }
}

// A rule may know that another one, of the same statement, says it all.
void Linter::keepOnePerCause()
{
    const QList<Finding> all = m_current;
    const auto isSaid = [&](const Finding& finding, const char* by) {
        return std::ranges::any_of(all, [&](const Finding& other) {
            return other.rule == QLatin1StringView(by) && other.begin >= finding.begin && other.begin < finding.end;
        });
    };
    m_current.removeIf([&](const Finding& finding) {
        const Rule* rule = findRule(finding.rule);
        return rule && std::ranges::any_of(rule->saidBy, [&](const char* by) { return isSaid(finding, by); });
    });
}

void Linter::finish(const LintMigration& migration)
{
    keepOnePerCause();
    std::ranges::stable_sort(m_current, {}, [](const Finding& finding) { return finding.begin; });
    applySeverities(m_current);
    applySuppressions(migration, m_current);
    m_findings << m_current;
    m_current.clear();
}

QList<Finding> Linter::run(const CancelToken& token)
{
    for (const LintMigration& migration : m_migrations) {
        if (token.isCancelled())
            return m_findings;
        if (isExamined(migration)) {
            examine(migration);
        } else {
            follow(migration);
            m_facts.emplace_back();
        }
        if (!migration.pending)
            m_schema.settle();
    }
    const FolderContext folder { m_migrations, m_options, m_schema, m_facts };
    Report report(m_current);
    for (const Rule* rule : m_rules.all()) {
        report.setRule(rule);
        if (rule->checkFolder)
            rule->checkFolder(folder, report);
    }
    applySeverities(m_current);
    return m_findings << m_current;
}

QList<Finding> lint(const QList<LintMigration>& migrations, const LintOptions& options, const CancelToken& token)
{
    return Linter(migrations, options).run(token);
}

qsizetype countAtLeast(const QList<Finding>& findings, Severity severity)
{
    return std::ranges::count_if(findings, [&](const Finding& finding) { return finding.severity >= severity; });
}

} // namespace corridor
