// SPDX-License-Identifier: MIT
#include "review/fixes/fixes.h"

#include "lint/transactions.h"
#include "review/fixes/fix_builders.h"

#include <algorithm>
#include <span>

namespace corridor {

static fixes::Builder builderFor(const QString& rule)
{
    static const QHash<QString, fixes::Builder> builders {
        { "create-index-blocking", fixes::createIndexConcurrently },
        { "drop-index-blocking", fixes::dropIndexConcurrently },
        { "reindex-blocking", fixes::reindexConcurrently },
        { "refresh-matview-blocking", fixes::refreshConcurrently },
        { "add-fk-validating", fixes::validateLater },
        { "add-check-validating", fixes::validateLater },
        { "not-valid-and-validate-together", fixes::validateApart },
        { "add-unique-constraint", fixes::constraintUsingIndex },
        { "add-primary-key", fixes::constraintUsingIndex },
        { "set-not-null-scan", fixes::notNullByCheck },
        { "add-column-volatile-default", fixes::fillNewColumn },
        { "concurrently-in-implicit-batch", fixes::inMigrationOfItsOwn },
        { "not-in-transaction-block", fixes::inMigrationOfItsOwn },
        { "reindex-multi-in-transaction", fixes::inMigrationOfItsOwn },
        { "ts-refresh-cagg-in-batch", fixes::inMigrationOfItsOwn },
        { "ts-reorder-move-chunk-in-batch", fixes::inMigrationOfItsOwn },
        { "enum-value-used-before-commit", fixes::restInNextMigration },
        { "backfill-mixed-with-ddl", fixes::restInNextMigration },
    };
    return builders.value(rule);
}

namespace {

// Follows the scripts as the linter does, and builds on the way.
class FixPass {
public:
    FixPass(QList<Finding>& findings, const LintOptions& options)
        : m_options(options)
        , m_schema(options.schema)
    {
        for (Finding& finding : findings) {
            if (finding.line > 0 && builderFor(finding.rule))
                m_wanted[{ finding.file, finding.migration }] << &finding;
        }
    }
    void visit(const LintMigration& migration);

private:
    void build(const MigrationContext& context, int index, std::span<Finding* const> findings);

    QHash<std::pair<QString, QString>, QList<Finding*>> m_wanted; // by file and migration
    const LintOptions& m_options;
    SchemaState m_schema;
};

} // namespace

void FixPass::build(const MigrationContext& context, int index, std::span<Finding* const> findings)
{
    const Statement& statement = context.statements()[index];
    const StatementFacts facts;
    const StatementContext at { context, statement, facts, index };
    for (Finding* finding : findings)
        finding->fix = builderFor(finding->rule)(at, *finding);
}

// Those that begin in the statement, of findings that are sorted by their places.
static std::span<Finding* const> inside(const Statement& statement, const QList<Finding*>& findings)
{
    const auto place = [](const Finding* finding) { return finding->begin; };
    const auto first = std::ranges::lower_bound(findings, statement.codeBegin, {}, place);
    const auto last = std::ranges::lower_bound(first, findings.end(), std::max(statement.end, statement.codeBegin + 1), {}, place);
    return { first, last };
}

void FixPass::visit(const LintMigration& migration)
{
    QList<Finding*> wanted = m_wanted.value({ migration.path, migration.name });
    const bool fresh = !wanted.isEmpty() || migration.pending || migration.examined;
    if (wanted.isEmpty()) {
        for (const Statement& statement : migration.script.statements)
            m_schema.follow(statement, fresh);
    } else {
        std::ranges::sort(wanted, {}, [](const Finding* finding) { return finding->begin; });
        const auto transactions = transactionsOf(migration.script, m_options.runner, m_options.major, m_schema);
        const std::vector<StatementFacts> facts;
        const fixes::FixContext context(migration, m_options, m_schema, facts, transactions);
        for (int i = 0; i < migration.script.statements.size(); ++i) {
            build(context, i, inside(migration.script.statements[i], wanted));
            m_schema.follow(migration.script.statements[i], fresh);
        }
    }
    if (!migration.pending)
        m_schema.settle();
}

void addFixes(QList<Finding>& findings, const QList<LintMigration>& migrations, const LintOptions& options)
{
    if (std::ranges::none_of(findings, [](const Finding& finding) { return builderFor(finding.rule) != nullptr; }))
        return;
    FixPass pass(findings, options);
    for (const LintMigration& migration : migrations)
        pass.visit(migration);
}

} // namespace corridor
