// SPDX-License-Identifier: MIT
#pragma once

#include "base/environment.h"

#include <QStringList>

namespace corridor {

// `corridor migrate …` and `corridor db …`: Prisma's words, texts, streams and exit codes, so that a script can say
// `corridor` for `npx prisma`. `words` are those after `migrate`; `globals` those before it. Ours among them:
// --prisma-version N (CORRIDOR_PRISMA_VERSION), whose texts and rules hold instead of the installed one's, and
// --evaluate-config.
bool isPrismaCommand(const QString& name);
int runPrisma(const QString& name, QStringList globals, QStringList words, const Environment& environment);

} // namespace corridor
