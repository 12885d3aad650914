// SPDX-License-Identifier: MIT
#pragma once

#include "lint/options.h"

namespace corridor {

// For each statement of a script a number: statements with the same number share a transaction when `runner` runs it.
std::vector<int> transactionsOf(const Script& script, RunnerProfile runner, int major, const SchemaState& schema);

} // namespace corridor
