// SPDX-License-Identifier: MIT
#pragma once

#include "context.h"
#include "journal/target_identity.h"

namespace corridor {

// Tells a run on the terminal as it goes: migrations on standard output, waiting, progress and notices on standard error.
// Who sits there may end a session that blocks the run. The context must outlive the run.
Observer terminalObserver(Context& context);

// Carries out one run with the journal around it: `carryOut` is deploy(), rollback() or reset() with its arguments
// bound but the last: whom to ask. Prints the closing line; the answer holds the report.
Answer runJournaled(Context& context, const Project& project, const std::function<RunReport(const Approve&)>& carryOut);

// Carries out an action that has no plan of migrations, with the journal around it.
Result<void> journaled(Context& context, const QString& action, const ConnectionOptions& target, const QJsonObject& plan,
    const std::function<Result<void>()>& work);

// Where the target is protected: asks for the database's name, as --confirm or at the terminal.
// "not-confirmed"
Result<void> confirmProtected(const Context& context, const TargetIdentity& target);

// What a protected profile asks before a plan is carried out; agrees to all on others.
Result<Approve> protectedGuard(const Context& context, const Project& project);

// What --dry-run answers: the plan, printed and as JSON.
Answer planAnswer(Context& context, const Plan& plan);

// The options that deploy, rollback and reset share.
QList<QCommandLineOption> runOptions();
Result<EngineOptions> engineOptions(const Context& context);

} // namespace corridor
