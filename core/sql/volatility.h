// SPDX-License-Identifier: MIT
#pragma once

#include "sql/schema_state.h"

namespace corridor {

enum class Volatility {
    NotVolatile, // immutable or stable
    Possible, // calls a function that is neither built in nor known
    Volatile,
};

// Whether an expression must be computed for each row anew (manual, 36.7): decides if a DEFAULT rewrites the table.
Volatility volatilityOf(const sql::Expression& expression, const SchemaState& schema);
// The first function that makes it so; empty where it is not volatile.
QString volatileFunction(const sql::Expression& expression, const SchemaState& schema);

} // namespace corridor
