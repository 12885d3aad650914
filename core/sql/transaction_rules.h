// SPDX-License-Identifier: MIT
#pragma once

#include "sql/facts.h"

namespace corridor {

// Whether a statement may run inside a transaction block: sets inTransaction, its reason and its source, and
// controlsTransaction. Source: PreventInTransactionBlock in the server, and TimescaleDB 2.28 (measured).
void applyTransactionRules(StatementFacts& facts, const Statement& statement, int major, const SchemaState& schema);

} // namespace corridor
