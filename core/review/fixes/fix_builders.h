// SPDX-License-Identifier: MIT
// Internal to the fixes: what builds them, and what they are built with.
#pragma once

#include "lint/context.h"

namespace corridor::fixes {

using Built = std::optional<Fix>;
using Builder = Built (*)(const StatementContext& at, const Finding& finding);

Built createIndexConcurrently(const StatementContext& at, const Finding& finding);
Built dropIndexConcurrently(const StatementContext& at, const Finding& finding);
Built reindexConcurrently(const StatementContext& at, const Finding& finding);
Built refreshConcurrently(const StatementContext& at, const Finding& finding);
Built validateLater(const StatementContext& at, const Finding& finding); // NOT VALID now
Built validateApart(const StatementContext& at, const Finding& finding); // the VALIDATE is there already
Built constraintUsingIndex(const StatementContext& at, const Finding& finding);
Built notNullByCheck(const StatementContext& at, const Finding& finding);
Built fillNewColumn(const StatementContext& at, const Finding& finding);
Built inMigrationOfItsOwn(const StatementContext& at, const Finding& finding);
Built restInNextMigration(const StatementContext& at, const Finding& finding);

// What the builders ask of a migration for each of its findings, found once.
class FixContext : public MigrationContext {
public:
    FixContext(const LintMigration& migration, const LintOptions& options, const SchemaState& schema,
        const std::vector<StatementFacts>& facts, const std::vector<int>& transactions);
    bool inWrittenTransaction(qsizetype index) const { return m_written[static_cast<size_t>(index)]; }
    // A statement after `index` alters or drops the table, more than by adding to it.
    bool isChangedAfter(qsizetype index, const QualifiedName& table) const;

private:
    std::vector<bool> m_written; // by statement: the script opened its transaction by BEGIN
    QHash<QString, QList<std::pair<qsizetype, QualifiedName>>> m_changes; // by the table's last name
};

// schema.name as SQL.
QByteArray sqlName(const QualifiedName& name);
QByteArray sqlName(const QString& name);
// The statement with its semicolon; and with the blanks and comments before it.
qsizetype endOf(const StatementContext& at, const Statement& statement);
// Replaces the statement, not its comments.
TextEdit replaced(const StatementContext& at, const QByteArray& by);
TextEdit removed(const StatementContext& at, const Statement& statement);
// Text of the statements first … last with their comments, as a script of its own.
QByteArray excerpt(const StatementContext& at, qsizetype first, qsizetype last);
// Where a word of the statement ends, -1 where it has none. Words inside of parentheses do not count.
qsizetype afterWord(const StatementContext& at, const char* word);
// Where what begins at `from` ends: at a comma or at the end of the statement, whichever comes first.
qsizetype endOfPart(const StatementContext& at, qsizetype from);

// The script opened a transaction around the statement.
bool inWrittenTransaction(const StatementContext& at);
// A statement that refuses to share a transaction may stand where this one stands.
bool mayStandAlone(const StatementContext& at);
// The runner commits after each statement, and the script opens no transaction around this one.
bool commitsEach(const StatementContext& at);
// A later statement of the script alters or drops the table, so what is done to it cannot be put off.
bool isChangedLater(const StatementContext& at, const QualifiedName& table);
// An ordinary table: neither partitioned nor a hypertable, as far as is known.
bool isPlain(const StatementContext& at, const QualifiedName& table);
// The only action of an ALTER TABLE; nullptr where there are more.
const sql::AlterAction* onlyAction(const StatementContext& at);

} // namespace corridor::fixes
