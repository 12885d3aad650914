// SPDX-License-Identifier: MIT
#pragma once

#include "prisma_call.h"

namespace corridor {

// Carries out a run (`carryOut` is deploy() or reset() with all bound but whom to ask) with the gate of the protected
// profile that leads to the same database before it, and the journal around it. Nobody is asked: CORRIDOR_CONFIRM holds
// the database's name. A plan without work is not written down. A journal that cannot be written stops a run on a
// protected database; on others it is a note on standard error, because a script that Prisma would run must run.
RunReport writtenDown(const PrismaCall& call, const std::function<RunReport(const Approve&)>& carryOut);

// The same for an action that has no plan of migrations. "not-confirmed"
Result<void> writtenDown(const PrismaCall& call, const ConnectionOptions& where, const QString& action,
    const QJsonObject& plan, const std::function<Result<void>()>& work);

} // namespace corridor
