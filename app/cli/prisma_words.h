// SPDX-License-Identifier: MIT
#pragma once

#include "context.h"

namespace corridor {

// What the project's Prisma (the newest, where none is installed) would make of a script, for people:
// "Prisma 7.10.1: would stop half-way after statement 3 (line 7): …"
QString prismaLine(Context& context, const QByteArray& script, int major);
// And for programs: the forecast with "version" and "runner".
QJsonObject prismaJson(Context& context, const QByteArray& script, int major);

} // namespace corridor
