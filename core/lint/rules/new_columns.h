// SPDX-License-Identifier: MIT
// For the rules of style about the types of new columns.
#pragma once

#include "lint/rules/common.h"

namespace corridor::rules {

// One finding for all new columns of these types, as the grammar names them; `message` takes their names.
void reportNewColumns(const StatementContext& at, Report& report, const QStringList& types, const char* message);

} // namespace corridor::rules
