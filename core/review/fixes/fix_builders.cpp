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

bool commitsEach(const StatementContext& at)
{
    const bool splits = at.runner() == RunnerProfile::PrismaSplit || at.runner() == RunnerProfile::Psql;
    return splits && !at.migration.inWrittenTransaction(at.index);
}

bool mayStandAlone(const StatementContext& at)
{
    if (at.runner() == RunnerProfile::PrismaBatch)
        return at.migration.statements().size() == 1;
    return !at.migration.inWrittenTransaction(at.index);
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

bool isChangedLater(const StatementContext& at, const QualifiedName& table)
{
    const QList<Statement>& statements = at.migration.statements();
    for (qsizetype i = at.index + 1; i < statements.size(); ++i) {
        for (const sql::TouchedRelation& touched : statements[i].relations) {
            const bool changes = touched.touch == sql::Touch::Alter || touched.touch == sql::Touch::Drop;
            if (changes && at.schema().same(touched.name, table) && !onlyAdds(statements[i]))
                return true;
        }
    }
    return false;
}

bool isPlain(const StatementContext& at, const QualifiedName& table) { return !at.isHypertable(table) && !at.isPartitioned(table); }

const sql::AlterAction* onlyAction(const StatementContext& at)
{
    const auto* alter = at.statement.as<sql::AlterTable>();
    return alter && alter->object == sql::ObjectKind::Table && alter->actions.size() == 1 ? &alter->actions.first() : nullptr;
}

} // namespace corridor::fixes
