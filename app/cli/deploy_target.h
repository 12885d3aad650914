// SPDX-License-Identifier: MIT
#pragma once

#include "context.h"
#include "evidence/evidence.h"

namespace corridor {

// A database as the checklist sees it.
struct DeployTarget {
    TargetIdentity identity;
    QList<CoveredScript> pending;
    QStringList applied; // names
    QString key() const { return identity.key(); }
};

// The target's identity is that of the server's answer, so that every way of writing a URL finds the same ticks.
Result<DeployTarget> readTarget(Context& context, const Project& project);

// Its gate: --profile's, else that of the protected profile that leads to it.
Result<TargetGate> readGate(Context& context, const Project& project, const DeployTarget& target, const Journal& journal);

} // namespace corridor
