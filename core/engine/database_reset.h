// SPDX-License-Identifier: MIT
#pragma once

#include "postgres/session.h"

namespace corridor {

// CREATE SCHEMA for the URL's ?schema=, where it is missing; nothing without one. Prisma does so on any connection.
Result<void> ensureSchema(Session& session);

// Makes each schema anew, as Prisma's reset: DROP SCHEMA … CASCADE; CREATE SCHEMA, each its own statement. A role that
// may not drop them gets Prisma's second way (views, foreign keys, tables, enums and types one by one), and P3016 if
// that fails too. Gone with a schema: its extensions, grants and comment; its owner becomes the caller.
Result<void> dropEverything(Session& session, const QStringList& schemas, const CancelToken& token);

} // namespace corridor
