// SPDX-License-Identifier: MIT
#include "review/fixes/fix_builders.h"

#include "sql/lexer.h"

#include <algorithm>

namespace corridor::fixes {

QByteArray sqlName(const QString& name) { return quotedIdentifier(name).toUtf8(); }

QByteArray sqlName(const QualifiedName& name)
{
    return name.schema.isEmpty() ? sqlName(name.name) : sqlName(name.schema) + '.' + sqlName(name.name);
}

qsizetype endOf(const StatementContext& at, const Statement& statement)
{
    const QByteArray& text = at.migration.script().text;
    return statement.end < text.size() && text[statement.end] == ';' ? statement.end + 1 : statement.end;
}

TextEdit replaced(const StatementContext& at, const QByteArray& by)
{
    return { at.statement.codeBegin, at.statement.codeBegin + at.code().size(), by };
}

TextEdit removed(const StatementContext& at, const Statement& statement) { return { statement.begin, endOf(at, statement), {} }; }

QByteArray excerpt(const StatementContext& at, qsizetype first, qsizetype last)
{
    const QList<Statement>& statements = at.migration.statements();
    const QByteArray text = at.migration.script().text.sliced(statements[first].begin, statements[last].end - statements[first].begin);
    return text.trimmed() + ";\n";
}

// The tokens of the statement outside of parentheses, until `see` returns false.
template <typename See>
static void topLevel(const StatementContext& at, qsizetype from, See see)
{
    const QByteArrayView text = QByteArrayView(at.migration.script().text).first(at.statement.end);
    Lexer lexer(text, from);
    int depth = 0;
    for (Token token = lexer.nextCode(); token.kind != Token::Kind::End; token = lexer.nextCode()) {
        depth += token.kind == Token::Kind::OpenParen ? 1 : 0;
        if (depth == 0 && !see(token, token.text(text)))
            return;
        depth -= token.kind == Token::Kind::CloseParen ? 1 : 0;
    }
}

qsizetype afterWord(const StatementContext& at, const char* word)
{
    qsizetype found = -1;
    topLevel(at, at.statement.codeBegin, [&](const Token& token, QByteArrayView text) {
        if (token.kind == Token::Kind::Word && tokenIs(text, word))
            found = token.end;
        return found < 0;
    });
    return found;
}

qsizetype endOfPart(const StatementContext& at, qsizetype from)
{
    const qsizetype codeEnd = at.statement.codeBegin + at.code().size();
    const QByteArrayView text = QByteArrayView(at.migration.script().text).first(at.statement.end);
    Lexer lexer(text, from);
    qsizetype end = from;
    int depth = 0;
    for (Token token = lexer.nextCode(); token.kind != Token::Kind::End; token = lexer.nextCode()) {
        depth += token.kind == Token::Kind::OpenParen ? 1 : token.kind == Token::Kind::CloseParen ? -1 : 0;
        if (depth < 0 || (depth == 0 && token.kind == Token::Kind::Operator && token.text(text) == ","))
            return end;
        end = token.end;
    }
    return std::min(end, codeEnd);
}

bool inWrittenTransaction(const StatementContext& at)
{
    return static_cast<const FixContext&>(at.migration).inWrittenTransaction(at.index);
}

bool commitsEach(const StatementContext& at)
{
    const bool splits = at.runner() == RunnerProfile::PrismaSplit || at.runner() == RunnerProfile::Psql;
    return splits && !inWrittenTransaction(at);
}

bool mayStandAlone(const StatementContext& at)
{
    if (at.runner() == RunnerProfile::PrismaBatch)
        return at.migration.statements().size() == 1;
    return !inWrittenTransaction(at);
}

// Adding to a table does not disturb what else is added to it.
static bool onlyAdds(const Statement& statement)
{
    if (statement.kind == StatementKind::CreateIndex)
        return true;
    const auto* alter = statement.as<sql::AlterTable>();
    return alter && std::ranges::all_of(alter->actions, [](const sql::AlterAction& action) {
        using Action = sql::AlterAction::Kind;
        return action.kind == Action::AddColumn || action.kind == Action::SetDefault || action.kind == Action::SetNotNull
            || (action.kind == Action::AddConstraint && action.constraint.usingIndex.isEmpty());
    });
}

FixContext::FixContext(const LintMigration& of, const LintOptions& with, const SchemaState& before, const std::vector<StatementFacts>& known,
    const std::vector<int>& numbers)
    : MigrationContext { of, with, before, known, numbers }
{
    bool open = false;
    for (qsizetype i = 0; i < statements().size(); ++i) {
        const Statement& statement = statements()[i];
        const auto* control = statement.as<sql::TransactionControl>();
        open = (open && shareTransaction(static_cast<int>(i) - 1, static_cast<int>(i)))
            || (control && control->kind == sql::TransactionControl::Kind::Begin);
        m_written.push_back(open);
        if (onlyAdds(statement))
            continue;
        for (const sql::TouchedRelation& touched : statement.relations) {
            if (touched.touch == sql::Touch::Alter || touched.touch == sql::Touch::Drop)
                m_changes[touched.name.name] << std::pair { i, touched.name };
        }
    }
}

bool FixContext::isChangedAfter(qsizetype index, const QualifiedName& table) const
{
    const auto changes = m_changes.value(table.name);
    return std::any_of(changes.rbegin(), changes.rend(),
        [&](const auto& change) { return change.first > index && schema.same(change.second, table); });
}

bool isChangedLater(const StatementContext& at, const QualifiedName& table)
{
    return static_cast<const FixContext&>(at.migration).isChangedAfter(at.index, table);
}

bool isPlain(const StatementContext& at, const QualifiedName& table) { return !at.isHypertable(table) && !at.isPartitioned(table); }

const sql::AlterAction* onlyAction(const StatementContext& at)
{
    const auto* alter = at.statement.as<sql::AlterTable>();
    return alter && alter->object == sql::ObjectKind::Table && alter->actions.size() == 1 ? &alter->actions.first() : nullptr;
}

} // namespace corridor::fixes
