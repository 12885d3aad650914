// SPDX-License-Identifier: MIT
#include "lint/rules/script_texts.h"

#include "sql/lexer.h"

#include <QSet>

namespace corridor::rules {

// Without quotes, and without $tag$.
static QByteArrayView inside(const Token& token, QByteArrayView source)
{
    const QByteArrayView text = token.text(source);
    if (token.kind == Token::Kind::DollarString) {
        const qsizetype tag = text.indexOf('$', 1) + 1;
        return text.size() >= 2 * tag ? text.sliced(tag, text.size() - 2 * tag) : text;
    }
    if (token.kind != Token::Kind::String)
        return text;
    const qsizetype open = text.indexOf('\'') + 1;
    return text.size() > open ? text.sliced(open, text.size() - open - 1) : text;
}

static bool walk(
    QByteArrayView source, qsizetype begin, qsizetype end, int depth, const std::function<bool(const ScriptText&)>& see)
{
    constexpr int deepest = 4;
    Lexer lexer(source.first(end), begin);
    for (Token token = lexer.next(); token.kind != Token::Kind::End; token = lexer.next()) {
        const QByteArrayView text = inside(token, source);
        const qsizetype offset = text.data() - source.data();
        const bool string = token.kind == Token::Kind::String || token.kind == Token::Kind::DollarString;
        if (token.kind == Token::Kind::DollarString && depth < deepest) {
            if (!walk(source, offset, offset + text.size(), depth + 1, see))
                return false;
        } else if ((string || token.isComment()) && !see({ text, offset, token.isComment() })) {
            return false;
        }
    }
    return true;
}

void forEachText(const StatementContext& at, const std::function<bool(const ScriptText&)>& see)
{
    walk(at.migration.script().text, at.statement.begin, at.statement.end, 0, see);
}

static std::optional<sql::Expression> expressionOf(const StatementContext& at, PlpgsqlPart part)
{
    part.text.prepend("SELECT ");
    part.offset = -1;
    const QList<Statement> parsed = statementsOf(part, at.migration.script(), at.statement);
    const auto* query = parsed.size() == 1 ? parsed.first().as<sql::SelectQuery>() : nullptr;
    return query && query->targets.size() == 1 ? std::optional(query->targets.front()) : std::nullopt;
}

// text := text || '…' says nothing new of the variable.
static sql::Expression withoutItself(sql::Expression expression, const QString& variable)
{
    if (expression.kind == sql::Expression::Kind::Column && expression.text == variable)
        return { .kind = sql::Expression::Kind::Literal, .text = {}, .isString = true };
    for (sql::Expression& argument : expression.arguments)
        argument = withoutItself(argument, variable);
    return expression;
}

QList<DynamicSql> dynamicSql(const StatementContext& at)
{
    QList<DynamicSql> found;
    const QList<PlpgsqlPart> parts = readPlpgsql(at.migration.script(), at.statement);
    for (const PlpgsqlPart& part : parts) {
        const auto expression = part.kind == PlpgsqlPart::Kind::Execute ? expressionOf(at, part) : std::nullopt;
        if (!expression)
            continue;
        found << DynamicSql { *expression, part.offset };
        // EXECUTE variable: what was put into it.
        for (const PlpgsqlPart& earlier :
            expression->kind == sql::Expression::Kind::Column ? parts : QList<PlpgsqlPart>()) {
            if (earlier.kind != PlpgsqlPart::Kind::Assign || earlier.variable.toLower() != expression->text.toUtf8())
                continue;
            if (const auto assigned = expressionOf(at, earlier))
                found << DynamicSql { withoutItself(*assigned, expression->text), earlier.offset };
        }
    }
    return found;
}

bool isSafeInSql(const sql::Expression& expression)
{
    using Shape = sql::Expression::Kind;
    static const QSet<QString> quoting { "quote_ident", "quote_literal", "quote_nullable", "count", "length", "extract",
        "pg_get_constraintdef", "pg_get_indexdef", "pg_get_viewdef", "pg_get_functiondef", "format_type", "now",
        "chr" };
    static const QSet<QString> names { "regclass", "regtype", "regproc", "regprocedure", "regrole", "regnamespace",
        "int2", "int4", "int8", "numeric", "oid", "bool", "float8", "date", "timestamptz", "uuid" };
    switch (expression.kind) {
    case Shape::Literal:
    case Shape::Null:
    case Shape::Boolean:
        return true;
    case Shape::Cast:
        if (names.contains(expression.text))
            return true;
        break;
    case Shape::Call:
        if (quoting.contains(expression.text) || expression.text == "format")
            return true;
        break;
    case Shape::Column:
    case Shape::Parameter:
    case Shape::Subquery:
    case Shape::Other:
    case Shape::Truncated:
        return false;
    default:
        break;
    }
    return !expression.arguments.empty() && std::ranges::all_of(expression.arguments, isSafeInSql);
}

} // namespace corridor::rules
