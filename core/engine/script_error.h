// SPDX-License-Identifier: MIT
#pragma once

#include "engine/plan.h"

namespace corridor {

// P3018 for a script that the server refused (`server` is what it said), with the line, the state of the database and
// the next step. `detail` carries the server's detail; P1017 and "cancelled" keep their codes.
Error scriptError(const PlannedMigration& migration, Action action, const Error& cause, const ServerMessage& server);

// The message of P3018 as Prisma prints it and as its engine writes it into `logs`, Position block included.
QString prismaScriptMessage(const PlannedMigration& migration, const ServerMessage& server);

} // namespace corridor
