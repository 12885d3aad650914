// SPDX-License-Identifier: MIT
#pragma once

#include "prisma_call.h"

namespace corridor {

// Runs the project's seed command (migrations.seed of the config, prisma.seed of package.json) as Prisma does: words
// cut at blanks, no shell, its streams are ours; the programs of node_modules/.bin are found. `extra` words follow. The
// exit code: 0, or 1 after Prisma's words on standard error.
int runSeed(const PrismaCall& call, const QStringList& extra = {});

} // namespace corridor
