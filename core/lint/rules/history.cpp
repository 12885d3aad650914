// SPDX-License-Identifier: MIT
#include "lint/rules/history.h"

namespace corridor::rules {

bool knowsHistory(const StatementContext& at)
{
    return std::ranges::any_of(at.schema().relationNames(), [&](const QualifiedName& name) {
        const RelationState* known = at.relation(name);
        return known->complete && !known->fresh;
    });
}

} // namespace corridor::rules
