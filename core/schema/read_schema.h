// SPDX-License-Identifier: MIT
#pragma once

#include "catalog/snapshot.h"
#include "engine/engine.h"
#include "schema/schema_source.h"

#include <functional>

namespace corridor {

struct SchemaReadOptions {
    SnapshotOptions snapshot = migrationSnapshot();
    Environment environment;
    std::optional<int> major;          // of the private server that builds it; its newest without
    std::optional<ConnectionOptions> scratchServer; // builds there instead, in databases of their own
    std::function<Result<ConnectionOptions>(const QString& profile)> profile; // null: there are no profiles
};

struct SchemaRead {
    Snapshot snapshot;
    QStringList notes; // what the reader should know about how it came to be, each a sentence
};

// Reads a schema from wherever it is. What is not a database is built in one for a moment, in the sandbox unless
// told otherwise; roles that it names are made there. A database is only read.
// Errors: those of readProject() and deploy() ("migration" says which script failed), "snapshot-invalid",
// "file-not-read", "dump-not-restored", "prisma-missing", "prisma-failed", "profile-unknown", Session's and Sandbox's.
Result<SchemaRead> readSchema(const SchemaSource& source, const SchemaReadOptions& options,
    const CancelToken& token = CancelToken::never());

// What the migrations of `project` make of an empty database, in their order; all of them must have their script.
Result<SchemaRead> buildMigrations(const Project& project, const SchemaReadOptions& options,
    const CancelToken& token = CancelToken::never());
// What a script makes of an empty database. `name` stands for it in errors.
Result<SchemaRead> buildScript(const QByteArray& script, const QString& name, const SchemaReadOptions& options,
    const CancelToken& token = CancelToken::never());

} // namespace corridor
