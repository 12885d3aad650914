// SPDX-License-Identifier: MIT
#pragma once

#include "context.h"

namespace corridor {

// Tells a run on the terminal as it goes: migrations on standard output, waiting and notices on standard error.
Observer terminalObserver(const Context& context);

// Carries out one run with the journal around it: `carryOut` is deploy(), rollback() or reset() with its arguments
// bound but the last: whom to ask. Prints the closing line; the answer holds the report.
Answer runJournaled(Context& context, const Project& project, const std::function<RunReport(const Approve&)>& carryOut);

// Carries out an action that has no plan of migrations, with the journal around it.
Result<void> journaled(Context& context, const QString& action, const ConnectionOptions& target, const QJsonObject& plan,
    const std::function<Result<void>()>& work);

// Where --profile names a protected one: asks for the database's name, as --confirm or at the terminal.
// "not-confirmed"
Result<void> confirmProtected(const Context& context, const QString& database);

// What --dry-run answers: the plan, printed and as JSON.
Answer planAnswer(const Context& context, const Plan& plan);

// The options that deploy, rollback and reset share.
QList<QCommandLineOption> runOptions();
Result<EngineOptions> engineOptions(const Context& context);

} // namespace corridor
