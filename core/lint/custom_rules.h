// SPDX-License-Identifier: MIT
#pragma once

#include "lint/context.h"

namespace corridor {

// Adds a finding for each rule of the project's own that the statement matches.
void checkCustomRules(const QList<CustomRule>& rules, const StatementContext& at, QList<Finding>& findings);

} // namespace corridor
