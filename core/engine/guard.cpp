// SPDX-License-Identifier: MIT
#include "engine/guard.h"

namespace corridor {

namespace {

std::unexpected<Error> refuse(const char* code, const QString& message, const QString& hint, const QString& detail = {})
{
    return std::unexpected(Error { .code = code, .message = message, .detail = detail, .hint = hint, .state = "nothing was changed" });
}

} // namespace

Result<void> guard(const Plan& plan, const GuardInput& input)
{
    if (plan.isEmpty())
        return {};
    if (plan.action == Action::Reset)
        return refuse("profile-protected", QString("The profile %1 is protected: its database is not reset.").arg(input.profile),
            "Lift the protection of the profile first, if its data may really go.");
    if (plan.action == Action::Deploy && input.ciOnly && !input.inCi)
        return refuse("ci-only", QString("The profile %1 lets only CI deploy.").arg(input.profile), "Let the pipeline deploy it.");
    if (plan.action == Action::Deploy && !input.gate.open && input.overrideReason.isEmpty())
        return refuse("gate-closed", QString("The gate of %1 is closed.").arg(input.profile),
            "Tick what is true (corridor checklist --tick ITEM), or give a reason: --override REASON.", input.gate.reasons.join(' '));
    if (plan.action == Action::Rollback && !input.unproved.isEmpty() && !input.withoutProof)
        return refuse("rollback-not-proved", QString("The way back of %1 was not proved.").arg(input.unproved.join(", ")),
            QString("Prove it first (corridor rollback --prove %1), or go without: --without-proof.").arg(input.unproved.join(' ')));
    if (input.confirmedDatabase != plan.target.database)
        return refuse("not-confirmed", QString("%1 is protected: the name of its database was not given.").arg(input.profile),
            QString("Give --confirm %1.").arg(plan.target.database));
    return {};
}

} // namespace corridor
