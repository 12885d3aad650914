// SPDX-License-Identifier: MIT
#pragma once

#include "lint/rules/common.h"

namespace corridor::rules {

// Earlier scripts have said which tables there are, so that a name they never made probably names nothing.
bool knowsHistory(const StatementContext& at);

} // namespace corridor::rules
