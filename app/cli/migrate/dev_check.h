// SPDX-License-Identifier: MIT
#pragma once

#include "prisma_call.h"

namespace corridor {

// What stands between a development database and a new migration, in Prisma's words and order: a failed migration, an
// edited one, drift, a history that went another way. P3006 where the folder does not run on an empty database,
// P3015 where a script is missing.
struct DevCheck {
    QStringList reasons; // for a reset; empty: go on
    QStringList unseen; // differences that Prisma does not see
};
Result<DevCheck> checkDevelopment(const PrismaCall& call, Session& session, const DatabaseState& state);

} // namespace corridor
