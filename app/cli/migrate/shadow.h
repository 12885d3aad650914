// SPDX-License-Identifier: MIT
#pragma once

#include "catalog/snapshot.h"
#include "prisma_call.h"

namespace corridor {

// What scripts make of an empty database. It is a database of the sandbox, unless the project names one
// (shadowDatabaseUrl), which is emptied before its use, as Prisma does. P3006 names the migration that failed.
Result<Snapshot> replay(const PrismaCall& call, const QList<Migration>& migrations, int major);

} // namespace corridor
