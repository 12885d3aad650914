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
    // Those of `only`, where it names any.
    explicit ActiveRules(const LintOptions& options, const QSet<QString>& only = {});
    const std::vector<const Rule*>& of(StatementKind kind) const { return m_byKind[static_cast<size_t>(kind)]; }
    const std::vector<const Rule*>& all() const { return m_all; }

private:
    std::vector<const Rule*> m_all;
    std::array<std::vector<const Rule*>, kindCount> m_byKind;
};

// What fails or leaks because Prisma up to 7.3 sends a script as one message. Corridor knows better; but the same folder
// meets Prisma on the developers' machines, so that it is told there as a note.
const QSet<QString> prismaHazards { "enum-value-used-before-commit", "savepoint-outside-transaction", "not-in-transaction-block",
    "session-setting-leak", "reindex-multi-in-transaction", "commit-or-rollback-in-batch", "ts-transaction-per-chunk-in-batch",
    "ts-cagg-with-data-in-batch", "ts-refresh-cagg-in-batch", "ts-reorder-move-chunk-in-batch", "ts-extension-update" };

LintOptions asPrisma(LintOptions options)
{
    options.runner = RunnerProfile::PrismaBatch;
    return options;
}

class Linter {
public:
    Linter(const QList<LintMigration>& migrations, const LintOptions& options)
        : m_migrations(migrations)
        , m_options(options)
        , m_prisma(asPrisma(options))
        , m_rules(options)
        , m_prismaRules(options, prismaHazards)
        , m_schema(options.schema)
    {
    }
    QList<Finding> run(const CancelToken& token);

private:
    bool isExamined(const LintMigration& migration) const;
    void examine(const LintMigration& migration);
    void follow(const LintMigration& migration);
    void checkStatement(const StatementContext& at, const ActiveRules& rules);
    void checkInside(const MigrationContext& migration, const Statement& routine, int index, bool now);
    void checkCalled(const MigrationContext& migration, int index);
    void checkAll(const MigrationContext& migration, const ActiveRules& rules);
    void noteForPrisma(qsizetype first);
    void forgetRepeated(qsizetype first);
    void finish(const LintMigration& migration);
    void applySeverities(QList<Finding>& findings) const;
    void keepOnePerCause();

    const QList<LintMigration>& m_migrations;
    const LintOptions& m_options;
    LintOptions m_prisma; // the same, as if Prisma sent the scripts
    ActiveRules m_rules;
    ActiveRules m_prismaRules;
    SchemaState m_schema;
    QHash<QString, int> m_routines; // that the script at hand makes: where
    std::vector<std::vector<StatementFacts>> m_facts;
    QList<Finding> m_current; // of the migration at hand
    QList<Finding> m_findings;
};

} // namespace

ActiveRules::ActiveRules(const LintOptions& options, const QSet<QString>& only)
{
    for (const Rule* rule : allRules()) {
        if (!only.isEmpty() && !only.contains(QLatin1StringView(rule->id)))
            continue;
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

void Linter::checkStatement(const StatementContext& at, const ActiveRules& rules)
{
    Report report(m_current);
    for (const Rule* rule : rules.of(at.statement.kind)) {
        if (!at.runsNow && !rule->insideBodies)
            continue;
        report.setRule(rule);
        rule->check(at, report);
    }
}

// The statements that a DO block or a function runs, now or later.
void Linter::checkInside(const MigrationContext& migration, const Statement& routine, int index, bool now)
{
    const QList<InnerStatement> inside = innerStatements(migration.script(), routine);
    for (const InnerStatement& inner : inside) {
        const StatementFacts facts = factsOf(inner.statement, m_options.major, m_schema);
        checkStatement({ migration, inner.statement, facts, index, true, now }, m_rules);
        if (now)
            m_schema.follow(inner.statement, true);
    }
}

// What a function of this script does is done where the script calls it.
void Linter::checkCalled(const MigrationContext& migration, int index)
{
    const Statement& statement = migration.statements()[index];
    QList<sql::FunctionCall> calls = statement.calls;
    if (const auto* call = statement.as<sql::Call>())
        calls << call->function;
    for (const sql::FunctionCall& call : std::as_const(calls)) {
        const auto routine = m_routines.constFind(call.name.name);
        if (routine == m_routines.constEnd())
            continue;
        const qsizetype first = m_current.size();
        checkInside(migration, migration.statements()[*routine], index, true);
        forgetRepeated(first);
    }
}

// Of the findings from `first` on those that are there already.
void Linter::forgetRepeated(qsizetype first)
{
    const auto isKnown = [&](const Finding& finding) {
        return std::any_of(m_current.cbegin(), m_current.cbegin() + first,
            [&](const Finding& known) { return known.rule == finding.rule && known.begin == finding.begin; });
    };
    m_current.erase(std::remove_if(m_current.begin() + first, m_current.end(), isKnown), m_current.end());
}

void Linter::noteForPrisma(qsizetype first)
{
    forgetRepeated(first);
    for (qsizetype i = first; i < m_current.size(); ++i) {
        m_current[i].severity = Severity::Note;
        m_current[i].message += " So it is under Prisma up to 7.3, which sends the script as one message; not under Corridor.";
    }
}

void Linter::checkAll(const MigrationContext& migration, const ActiveRules& rules)
{
    Report report(m_current);
    for (const Rule* rule : rules.all()) {
        report.setRule(rule);
        if (rule->checkMigration)
            rule->checkMigration(migration, report);
    }
}

void Linter::examine(const LintMigration& migration)
{
    const Script& script = migration.script;
    const std::vector<int> transactions = transactionsOf(script, m_options.runner, m_options.major, m_schema);
    const bool meetsPrisma = m_options.runner == RunnerProfile::Corridor && script.statements.size() > 1;
    const std::vector<int> messages = meetsPrisma ? transactionsOf(script, m_prisma.runner, m_options.major, m_schema) : std::vector<int>();
    std::vector<StatementFacts>& facts = m_facts.emplace_back();
    facts.reserve(static_cast<size_t>(script.statements.size()));
    const MigrationContext context { migration, m_options, m_schema, facts, transactions };
    const MigrationContext prisma { migration, m_prisma, m_schema, facts, messages };
    m_routines.clear();
    for (int i = 0; i < script.statements.size(); ++i) {
        const Statement& statement = script.statements[i];
        facts.push_back(factsOf(statement, m_options.major, m_schema));
        checkStatement({ context, statement, facts.back(), i }, m_rules);
        checkCustomRules(m_options.customRules, { context, statement, facts.back(), i }, m_current);
        if (const qsizetype first = m_current.size(); meetsPrisma) {
            checkStatement({ prisma, statement, facts.back(), i }, m_prismaRules);
            noteForPrisma(first);
        }
        const auto* routine = statement.as<sql::CreateFunction>();
        if (routine)
            m_routines.insert(routine->name.name, i);
        if (routine || statement.kind == StatementKind::Do)
            checkInside(context, statement, i, !routine);
        else if (!m_routines.isEmpty())
            checkCalled(context, i);
        m_schema.follow(statement, true);
    }
    checkAll(context, m_rules);
    if (const qsizetype first = m_current.size(); meetsPrisma) {
        checkAll(prisma, m_prismaRules);
        noteForPrisma(first);
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
    QHash<QString, std::vector<qsizetype>> places;
    for (const Finding& finding : std::as_const(m_current))
        places[finding.rule].push_back(finding.begin);
    for (std::vector<qsizetype>& begins : places)
        std::ranges::sort(begins);
    const auto isSaid = [&](const Finding& finding, const char* by) {
        const auto found = places.constFind(QLatin1StringView(by));
        if (found == places.constEnd())
            return false;
        const auto first = std::ranges::lower_bound(*found, finding.begin);
        return first != found->end() && *first < finding.end;
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
