// SPDX-License-Identifier: MIT
#include "sql/tree/tree_reader.h"

namespace corridor {

using sql::Expression;
using Kind = Expression::Kind;

static Expression leaf(Kind kind, QString text, qsizetype offset)
{
    Expression result;
    result.kind = kind;
    result.text = std::move(text);
    result.offset = offset;
    return result;
}

void TreeReader::addArgument(Expression& to, const Node* node, int depth)
{
    if (node)
        to.arguments.push_back(expression(node, depth + 1));
}

void TreeReader::addArguments(Expression& to, const List* list, int depth)
{
    each<const Node>(list, [&](const Node* node) { addArgument(to, node, depth); });
}

static Expression constant(const A_Const* node, qsizetype offset)
{
    if (node->isnull)
        return leaf(Kind::Null, {}, offset);
    switch (nodeTag(&node->val.node)) {
    case T_Integer:
        return leaf(Kind::Literal, QString::number(node->val.ival.ival), offset);
    case T_Float:
        return leaf(Kind::Literal, QString::fromUtf8(node->val.fval.fval), offset);
    case T_Boolean:
        return leaf(
            Kind::Boolean, node->val.boolval.boolval ? QStringLiteral("true") : QStringLiteral("false"), offset);
    case T_String: {
        Expression result = leaf(Kind::Literal, QString::fromUtf8(node->val.sval.sval), offset);
        result.isString = true;
        return result;
    }
    default:
        return leaf(Kind::Literal, QString::fromUtf8(node->val.bsval.bsval), offset);
    }
}

static QString valueFunctionName(SQLValueFunctionOp op)
{
    switch (op) {
    case SVFOP_CURRENT_DATE:
        return QStringLiteral("current_date");
    case SVFOP_CURRENT_TIME:
    case SVFOP_CURRENT_TIME_N:
        return QStringLiteral("current_time");
    case SVFOP_CURRENT_TIMESTAMP:
    case SVFOP_CURRENT_TIMESTAMP_N:
        return QStringLiteral("current_timestamp");
    case SVFOP_LOCALTIME:
    case SVFOP_LOCALTIME_N:
        return QStringLiteral("localtime");
    case SVFOP_LOCALTIMESTAMP:
    case SVFOP_LOCALTIMESTAMP_N:
        return QStringLiteral("localtimestamp");
    default:
        return QStringLiteral("current_user");
    }
}

static Kind boolKind(BoolExprType type)
{
    return type == AND_EXPR ? Kind::And : type == OR_EXPR ? Kind::Or : Kind::Not;
}

Expression TreeReader::callExpression(const FuncCall* call, int depth)
{
    const QualifiedName name = nameOf(call->funcname);
    Expression result = leaf(Kind::Call, name.name, at(call->location));
    result.qualifier = name.schema;
    addArguments(result, call->args, depth);
    return result;
}

sql::FunctionCall TreeReader::functionCall(const FuncCall* call)
{
    sql::FunctionCall result;
    result.name = nameOf(call->funcname);
    result.offset = at(call->location);
    each<const Node>(call->args, [&](const Node* node) { result.arguments.push_back(expression(node, 1)); });
    return result;
}

static QString operatorWord(const A_Expr* node, const QString& name)
{
    switch (node->kind) {
    case AEXPR_IN:
        return name == "=" ? QStringLiteral("IN") : QStringLiteral("NOT IN");
    case AEXPR_DISTINCT:
        return QStringLiteral("IS DISTINCT FROM");
    case AEXPR_NOT_DISTINCT:
        return QStringLiteral("IS NOT DISTINCT FROM");
    default:
        return name;
    }
}

Expression TreeReader::operatorExpression(const A_Expr* node, int depth)
{
    const QString name
        = list_length(node->name) > 0 ? stringOf(static_cast<const Node*>(llast(node->name))) : QString();
    Expression result = leaf(Kind::Operator, operatorWord(node, name), at(node->location));
    if (node->kind == AEXPR_NULLIF)
        result.kind = Kind::Coalesce;
    addArgument(result, node->lexpr, depth);
    if (node->rexpr && IsA(node->rexpr, List))
        addArguments(result, reinterpret_cast<const List*>(node->rexpr), depth);
    else
        addArgument(result, node->rexpr, depth);
    return result;
}

Expression TreeReader::subqueryExpression(const Node* node, int depth)
{
    Expression result = leaf(Kind::Subquery, {}, -1);
    if (!node || !IsA(node, SelectStmt))
        return result;
    const auto* select = reinterpret_cast<const SelectStmt*>(node);
    each<const ResTarget>(
        select->targetList, [&](const ResTarget* target) { addArgument(result, target->val, depth); });
    addArgument(result, select->whereClause, depth);
    if (select->limitCount)
        result.text = QStringLiteral("limit");
    return result;
}

Expression TreeReader::expression(const Node* node, int depth)
{
    if (!node)
        return {};
    if (depth > sql::maxExpressionDepth) {
        m_statement.tooDeep = true;
        return leaf(Kind::Truncated, {}, -1);
    }
    switch (nodeTag(node)) {
    case T_A_Const: {
        const auto* value = reinterpret_cast<const A_Const*>(node);
        return constant(value, at(value->location));
    }
    case T_ColumnRef: {
        const auto* reference = reinterpret_cast<const ColumnRef*>(node);
        const auto* last = static_cast<const Node*>(llast(reference->fields));
        if (IsA(last, A_Star))
            return leaf(Kind::Star, {}, at(reference->location));
        QStringList parts = strings(reference->fields);
        Expression result = leaf(Kind::Column, parts.takeLast(), at(reference->location));
        result.qualifier = parts.join('.');
        return result;
    }
    case T_TypeCast: {
        const auto* cast = reinterpret_cast<const TypeCast*>(node);
        Expression result = leaf(Kind::Cast, type(cast->typeName).name.name, at(cast->location));
        addArgument(result, cast->arg, depth);
        if (result.offset < 0 && !result.arguments.empty())
            result.offset = result.arguments.front().offset;
        return result;
    }
    case T_FuncCall:
        return callExpression(reinterpret_cast<const FuncCall*>(node), depth);
    case T_A_Expr:
        return operatorExpression(reinterpret_cast<const A_Expr*>(node), depth);
    case T_BoolExpr: {
        const auto* boolean = reinterpret_cast<const BoolExpr*>(node);
        Expression result = leaf(boolKind(boolean->boolop), {}, at(boolean->location));
        addArguments(result, boolean->args, depth);
        return result;
    }
    case T_NullTest: {
        const auto* test = reinterpret_cast<const NullTest*>(node);
        Expression result
            = leaf(test->nulltesttype == IS_NULL ? Kind::IsNull : Kind::IsNotNull, {}, at(test->location));
        addArgument(result, reinterpret_cast<const Node*>(test->arg), depth);
        return result;
    }
    case T_BooleanTest: {
        Expression result = leaf(Kind::Operator, QStringLiteral("IS"), -1);
        addArgument(result, reinterpret_cast<const Node*>(reinterpret_cast<const BooleanTest*>(node)->arg), depth);
        return result;
    }
    case T_SQLValueFunction: {
        const auto* value = reinterpret_cast<const SQLValueFunction*>(node);
        return leaf(Kind::Call, valueFunctionName(value->op), at(value->location));
    }
    case T_NamedArgExpr: {
        const auto* named = reinterpret_cast<const NamedArgExpr*>(node);
        Expression result = leaf(Kind::Operator, QStringLiteral("=>"), at(named->location));
        result.arguments.push_back(leaf(Kind::Literal, text(named->name), at(named->location)));
        addArgument(result, reinterpret_cast<const Node*>(named->arg), depth);
        return result;
    }
    case T_CoalesceExpr: {
        Expression result = leaf(Kind::Coalesce, {}, at(reinterpret_cast<const CoalesceExpr*>(node)->location));
        addArguments(result, reinterpret_cast<const CoalesceExpr*>(node)->args, depth);
        return result;
    }
    case T_MinMaxExpr: {
        Expression result = leaf(Kind::Coalesce, {}, at(reinterpret_cast<const MinMaxExpr*>(node)->location));
        addArguments(result, reinterpret_cast<const MinMaxExpr*>(node)->args, depth);
        return result;
    }
    case T_A_ArrayExpr: {
        Expression result = leaf(Kind::Array, {}, at(reinterpret_cast<const A_ArrayExpr*>(node)->location));
        addArguments(result, reinterpret_cast<const A_ArrayExpr*>(node)->elements, depth);
        return result;
    }
    case T_RowExpr: {
        Expression result = leaf(Kind::Row, {}, at(reinterpret_cast<const RowExpr*>(node)->location));
        addArguments(result, reinterpret_cast<const RowExpr*>(node)->args, depth);
        return result;
    }
    case T_CaseExpr: {
        const auto* choice = reinterpret_cast<const CaseExpr*>(node);
        Expression result = leaf(Kind::Case, {}, at(choice->location));
        addArgument(result, reinterpret_cast<const Node*>(choice->arg), depth);
        each<const CaseWhen>(choice->args, [&](const CaseWhen* when) {
            addArgument(result, reinterpret_cast<const Node*>(when->expr), depth);
            addArgument(result, reinterpret_cast<const Node*>(when->result), depth);
        });
        addArgument(result, reinterpret_cast<const Node*>(choice->defresult), depth);
        return result;
    }
    case T_SubLink: {
        const auto* link = reinterpret_cast<const SubLink*>(node);
        Expression result = subqueryExpression(link->subselect, depth);
        result.offset = at(link->location);
        addArgument(result, link->testexpr, depth);
        return result;
    }
    case T_CollateClause:
        return expression(reinterpret_cast<const CollateClause*>(node)->arg, depth + 1);
    case T_A_Indirection: {
        Expression result = leaf(Kind::Other, {}, -1);
        addArgument(result, reinterpret_cast<const A_Indirection*>(node)->arg, depth);
        return result;
    }
    case T_ParamRef:
        return leaf(Kind::Parameter, QString::number(reinterpret_cast<const ParamRef*>(node)->number),
            at(reinterpret_cast<const ParamRef*>(node)->location));
    case T_List: {
        Expression result = leaf(Kind::Row, {}, -1);
        addArguments(result, reinterpret_cast<const List*>(node), depth);
        return result;
    }
    case T_SetToDefault:
        return leaf(Kind::Other, QStringLiteral("default"), -1);
    default:
        return leaf(Kind::Other, {}, -1);
    }
}

} // namespace corridor
