// SPDX-License-Identifier: MIT
#pragma once

#include "sandbox/scratch_database.h"
#include "schema/read_schema.h"

namespace corridor {

// Fills a fresh scratch database by `fill`, and reads its schema. Where a role is missing, it is made and everything
// starts again: not on `options.scratchServer`, whose roles are its own affair.
Result<SchemaRead> buildDatabase(const SchemaReadOptions& options, const CancelToken& token,
    const std::function<Result<void>(const ConnectionOptions& database)>& fill);

// Restores what pg_dump wrote, by psql or pg_restore.
Result<void> restoreDump(const QString& path, const ConnectionOptions& database, const Environment& environment,
    const CancelToken& token);

// The script that makes the schema of schema.prisma (a file or a folder), as the project's own Prisma writes it.
Result<QByteArray> prismaScript(const QString& path, const Environment& environment, const CancelToken& token);

} // namespace corridor
