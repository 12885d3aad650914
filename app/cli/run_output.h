// SPDX-License-Identifier: MIT
#pragma once

#include "context.h"

namespace corridor {

// Tells a run on the terminal as it goes: migrations on standard output, waiting and notices on standard error.
Observer terminalObserver(const Context& context);

// The answer of deploy, rollback and reset, its closing line printed.
Answer runAnswer(const Context& context, const RunReport& report);

// What --dry-run answers: the plan, printed and as JSON.
Answer planAnswer(const Context& context, const Plan& plan);

// The options that deploy, rollback and reset share.
QList<QCommandLineOption> runOptions();
Result<EngineOptions> engineOptions(const Context& context);

} // namespace corridor
