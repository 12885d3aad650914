// SPDX-License-Identifier: MIT
#pragma once

#include "prisma_call.h"

namespace corridor {

// node_modules/.bin/prisma in `folder` or above it, as npm finds it; else empty.
QString installedPrisma(const QString& folder);

// Lets the project's own Prisma take this process's place, with `words` ("migrate", "diff", …); returns, with an exit
// code, only where there is none. Without schema.prisma there is nothing that it could do better.
int handOver(const QStringList& words);

// The SQL that leads from the database of the call to its schema.prisma, as the project's own Prisma writes it; empty
// where nothing differs. Errors: "prisma-missing", "prisma-failed" with what it said.
Result<QByteArray> schemaChanges(const PrismaCall& call);

// `prisma generate`, with our streams; its exit code.
int generateClient(const PrismaCall& call);

} // namespace corridor
