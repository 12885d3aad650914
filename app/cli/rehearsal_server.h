// SPDX-License-Identifier: MIT
#pragma once

#include "context.h"
#include "wayback/ladder.h"

namespace corridor {

// --server: where scratch databases are made instead of in the sandbox.
QCommandLineOption serverOption();

// A ladder on the sandbox, which is started where it does not run, or on --server.
Result<Ladder> rehearsalLadder(const Context& context, const Project& project);

// The schema that names without one mean: of Prisma's ?schema= in the project's own url, else public.
QString scratchSchema(const Project& project);

// Applies a migration to go on after it; without its script there is nothing to apply, and a warning says so.
Result<void> climbPast(const Context& context, Ladder& ladder, const Migration& migration);

// Those that the arguments name, or all with --all, in the folder's order. "usage", "migration-unknown".
Result<QStringList> chosenMigrations(const Context& context, const Project& project);

} // namespace corridor
