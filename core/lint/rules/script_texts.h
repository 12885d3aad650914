// SPDX-License-Identifier: MIT
// For the rules about secrets and dynamic SQL.
#pragma once

#include "lint/rules/common.h"
#include "sql/plpgsql.h"

#include <functional>

namespace corridor::rules {

// A text that stands in a statement: a string without its quotes, or a comment, also inside of a body in dollar quotes.
struct ScriptText {
    QByteArrayView text;
    qsizetype offset = -1; // in the script
    bool comment = false;
};
// Those of a statement and of the comments before it, in order, until `see` returns false.
void forEachText(const StatementContext& at, const std::function<bool(const ScriptText&)>& see);

// An EXECUTE of a PL/pgSQL body, and the expression that gives its statement; of EXECUTE variable also each expression
// that the body assigns to it.
struct DynamicSql {
    sql::Expression expression;
    qsizetype offset = -1; // in the script; -1 where the body does not stand there as it is
};
QList<DynamicSql> dynamicSql(const StatementContext& at);

// Cannot carry foreign SQL: constants, quote_*(), regclass and its kin, numbers.
bool isSafeInSql(const sql::Expression& expression);

} // namespace corridor::rules
