// SPDX-License-Identifier: MIT
#pragma once

#include "project/project.h"

namespace corridor {

// What is odd about the bytes of a script, found without parsing SQL. Codes:
//   script-utf16             written by a Windows shell; the server rejects it
//   script-bom               UTF-8 with a byte order mark; the server rejects it
//   script-nul               holds a NUL byte; the server would reject it or see only what stands before
//   script-not-utf8          Prisma replaces the odd bytes by U+FFFD, in what it runs and in the checksum
//   script-mixed-endings     some lines end in CRLF: the checksum differs after a change of line endings
//   script-mentions-history  says `_prisma_migrations`, the table in which Prisma keeps its history
QList<ProjectProblem> scriptProblems(const QString& migration, const QByteArray& script);

} // namespace corridor
