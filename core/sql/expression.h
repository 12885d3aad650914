// SPDX-License-Identifier: MIT
#pragma once

#include "sql/type_ref.h"

#include <functional>
#include <memory>
#include <vector>

namespace corridor::sql {

// An expression, as far as rules and facts ask for it. Trees deeper than `maxExpressionDepth` end in Truncated nodes,
// so that recursion over an Expression is always safe.
inline constexpr int maxExpressionDepth = 400;

struct Expression {
    enum class Kind {
        None, // nothing was written
        Null,
        Literal, // text: the string or number
        Boolean, // text: "true" or "false"
        Column, // text: the last part of the reference; qualifier: the part before
        Parameter,
        Call, // text: the function, qualifier: its schema (pg_catalog dropped)
        Operator, // text: the operator; one or two arguments
        And,
        Or,
        Not,
        IsNull,
        IsNotNull,
        Cast, // text: the type's name; one argument
        Array,
        Row,
        Case,
        Coalesce, // and GREATEST, LEAST, NULLIF
        Subquery, // arguments: what it selects, its conditions
        Star,
        Other,
        Truncated,
    };
    Kind kind = Kind::None;
    QString text;
    QString qualifier;
    qsizetype offset = -1; // byte in the script
    bool isString = false; // of a Literal: it was quoted
    std::vector<Expression> arguments;

    explicit operator bool() const { return kind != Kind::None; }
    bool isConstant() const; // a literal, null or boolean, casts included
    // True when some node of the tree satisfies `test`.
    bool any(const std::function<bool(const Expression&)>& test) const;
    void visit(const std::function<void(const Expression&)>& see) const;
    // The columns c for which the expression cannot be true unless c is not null: conjuncts "c IS NOT NULL".
    QStringList provenNotNull() const;
    // WHERE true, 1=1, id = id: selects every row (or every row without nulls).
    bool isTautology() const;
};

} // namespace corridor::sql
