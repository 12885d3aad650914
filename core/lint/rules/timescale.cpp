// SPDX-License-Identifier: MIT
#include "lint/rules/timescale.h"

namespace corridor::rules {

const RelationState* hypertable(const StatementContext& at, const QualifiedName& name)
{
    const RelationState* known = name.isEmpty() ? nullptr : at.relation(name);
    return known && known->hypertable && known->kind == RelationState::Kind::Table ? known : nullptr;
}

const RelationState* columnstore(const StatementContext& at, const QualifiedName& name)
{
    const RelationState* known = hypertable(at, name);
    return known && known->columnstore ? known : nullptr;
}

bool isContinuousAggregate(const StatementContext& at, const QualifiedName& name)
{
    const RelationState* known = at.relation(name);
    return known && known->kind == RelationState::Kind::ContinuousAggregate;
}

const sql::FunctionCall* callOf(const StatementContext& at, const QStringList& names)
{
    if (const auto* call = at.statement.as<sql::Call>())
        return names.contains(call->function.name.name) ? &call->function : nullptr;
    const auto found = std::ranges::find_if(
        at.statement.calls, [&](const sql::FunctionCall& call) { return names.contains(call.name.name); });
    return found == at.statement.calls.end() ? nullptr : &*found;
}

} // namespace corridor::rules
