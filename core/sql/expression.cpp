// SPDX-License-Identifier: MIT
#include "sql/expression.h"

#include <QStringList>
#include <algorithm>

namespace corridor::sql {

bool Expression::isConstant() const
{
    switch (kind) {
    case Kind::Literal:
    case Kind::Null:
    case Kind::Boolean:
        return true;
    case Kind::Cast:
        return arguments.size() == 1 && arguments.front().isConstant();
    default:
        return false;
    }
}

bool Expression::any(const std::function<bool(const Expression&)>& test) const
{
    if (test(*this))
        return true;
    return std::ranges::any_of(arguments, [&](const Expression& child) { return child.any(test); });
}

void Expression::visit(const std::function<void(const Expression&)>& see) const
{
    see(*this);
    for (const Expression& child : arguments)
        child.visit(see);
}

QStringList Expression::provenNotNull() const
{
    if (kind == Kind::IsNotNull && arguments.size() == 1 && arguments.front().kind == Kind::Column)
        return { arguments.front().text };
    QStringList columns;
    if (kind == Kind::And) {
        for (const Expression& child : arguments)
            columns += child.provenNotNull();
    }
    return columns;
}

static bool sameValue(const Expression& left, const Expression& right)
{
    if (left.kind != right.kind || left.text != right.text || left.qualifier != right.qualifier)
        return false;
    return left.kind == Expression::Kind::Column || left.kind == Expression::Kind::Literal;
}

bool Expression::isTautology() const
{
    switch (kind) {
    case Kind::Boolean:
        return text == "true";
    case Kind::Cast:
        return text == "bool" && arguments.size() == 1 && arguments.front().text.startsWith('t');
    case Kind::Operator:
        return (text == "=" || text == "<=" || text == ">=") && arguments.size() == 2
            && sameValue(arguments[0], arguments[1]);
    case Kind::And:
        return std::ranges::all_of(arguments, &Expression::isTautology);
    case Kind::Or:
        return std::ranges::any_of(arguments, &Expression::isTautology);
    default:
        return false;
    }
}

} // namespace corridor::sql
