// SPDX-License-Identifier: MIT
#include "lint/inner_statements.h"

namespace corridor {

// The text of a literal, and of literals that || joins.
static std::optional<QString> constantText(const sql::Expression& expression)
{
    using Shape = sql::Expression::Kind;
    if (expression.kind == Shape::Literal && expression.isString)
        return expression.text;
    if (expression.kind != Shape::Operator || expression.text != "||")
        return std::nullopt;
    QString text;
    for (const sql::Expression& part : expression.arguments) {
        const auto inner = constantText(part);
        if (!inner)
            return std::nullopt;
        text += *inner;
    }
    return text;
}

// EXECUTE 'text': the text, when the expression is made of nothing but literals.
static PlpgsqlPart constantExecute(const PlpgsqlPart& part, const Script& script, const Statement& statement)
{
    PlpgsqlPart select = part;
    select.text = "SELECT " + part.text;
    select.offset = -1;
    const QList<Statement> parsed = statementsOf(select, script, statement);
    const auto* query = parsed.size() == 1 ? parsed.first().as<sql::SelectQuery>() : nullptr;
    PlpgsqlPart constant {
        .kind = PlpgsqlPart::Kind::Sql, .text = {}, .line = part.line, .conditional = part.conditional
    };
    const auto text = query && query->targets.size() == 1 ? constantText(query->targets.front()) : std::nullopt;
    if (!text)
        return constant;
    constant.text = text->toUtf8();
    if (part.offset >= 0) {
        const qsizetype found = script.text.indexOf(constant.text, part.offset);
        constant.offset = found >= 0 && found < part.offset + part.text.size() ? found : -1;
    }
    return constant;
}

QList<InnerStatement> innerStatements(const Script& script, const Statement& statement)
{
    QList<InnerStatement> inner;
    for (const PlpgsqlPart& part : readPlpgsql(script, statement)) {
        PlpgsqlPart sql = part;
        if (part.kind == PlpgsqlPart::Kind::Execute)
            sql = constantExecute(part, script, statement);
        else if (part.kind != PlpgsqlPart::Kind::Sql)
            continue;
        for (const Statement& found : statementsOf(sql, script, statement))
            inner << InnerStatement { found, part.conditional };
    }
    return inner;
}

} // namespace corridor
