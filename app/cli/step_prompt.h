// SPDX-License-Identifier: MIT
#pragma once

#include "context.h"

namespace corridor {

// Shows each statement with its facts on the terminal and asks whether to run it: Enter runs it, `c` it and all after
// it without asking, `q` stops there ("cancelled").
StepGate stepPrompt(const Context& context);

// "public.users: ACCESS EXCLUSIVE, rewrite; destroys data"
QString factsText(const StatementFacts& facts);

} // namespace corridor
