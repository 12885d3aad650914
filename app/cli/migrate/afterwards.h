// SPDX-License-Identifier: MIT
#pragma once

#include "prisma_call.h"

namespace corridor {

// What Prisma 6 does after dev and reset: the generators, and, where the database is new, the seed. 7 does neither.
int runAfterwards(const PrismaCall& call, bool isNew);

} // namespace corridor
