// SPDX-License-Identifier: MIT
#pragma once

#include "base/environment.h"

#include <QStringList>

namespace corridor {

// `corridor migrate …` and `corridor db …`: Prisma's words, texts, streams and exit codes, so that a script can say
// `corridor` for `npx prisma`. `words` are those after `migrate`; `globals` those before it.
bool isPrismaCommand(const QString& name);
int runPrisma(const QString& name, const QStringList& globals, const QStringList& words, const Environment& environment);

} // namespace corridor
