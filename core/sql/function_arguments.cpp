// SPDX-License-Identifier: MIT
#include "sql/function_arguments.h"

namespace corridor {

using sql::Expression;

static bool isNamed(const Expression& expression)
{
    return expression.kind == Expression::Kind::Operator && (expression.text == "=>" || expression.text == ":=")
        && expression.arguments.size() == 2;
}

const Expression* argument(const sql::FunctionCall& call, size_t position, QLatin1StringView name)
{
    for (const Expression& expression : call.arguments) {
        if (isNamed(expression) && expression.arguments[0].text == name)
            return &expression.arguments[1];
    }
    if (position < call.arguments.size() && !isNamed(call.arguments[position]))
        return &call.arguments[position];
    return nullptr;
}

static const Expression* literal(const Expression* expression)
{
    while (expression
        && (expression->kind == Expression::Kind::Cast
            || (expression->kind == Expression::Kind::Call && expression->text.startsWith("by_")))
        && !expression->arguments.empty())
        expression = &expression->arguments.front();
    if (expression && (expression->kind == Expression::Kind::Literal || expression->kind == Expression::Kind::Boolean))
        return expression;
    return nullptr;
}

QString textArgument(const sql::FunctionCall& call, size_t position, QLatin1StringView name)
{
    const Expression* found = literal(argument(call, position, name));
    return found ? found->text : QString();
}

bool booleanArgument(const sql::FunctionCall& call, size_t position, QLatin1StringView name)
{
    const QString text = textArgument(call, position, name).toLower();
    return text == "true" || text == "t" || text == "on" || text == "1";
}

QualifiedName relationArgument(const sql::FunctionCall& call, size_t position, QLatin1StringView name)
{
    return parseQualifiedName(textArgument(call, position, name));
}

QualifiedName parseQualifiedName(const QString& text)
{
    QStringList parts { QString() };
    bool quoted = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (c == '"' && quoted && i + 1 < text.size() && text[i + 1] == '"')
            parts.last() += text[i++];
        else if (c == '"')
            quoted = !quoted;
        else if (c == '.' && !quoted)
            parts << QString();
        else
            parts.last() += quoted ? c : c.toLower();
    }
    const QString name = parts.takeLast();
    return { parts.isEmpty() ? QString() : parts.last(), name };
}

} // namespace corridor
