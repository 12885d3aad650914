// SPDX-License-Identifier: MIT
#pragma once

#include "base/error.h"

#include <QDateTime>

namespace corridor {

// Makes the folder of a new migration, named by migrationName(), with an empty migration.sql as Prisma writes it, a
// down.sql if asked for, and migration_lock.toml where there is none. Gives the path of the folder.
// Errors: "migration-exists" (that second has one of that title), "file-not-written".
Result<QString> createMigration(const QString& migrationsPath, const QString& title, bool withDown,
    const QDateTime& now = QDateTime::currentDateTimeUtc());

} // namespace corridor
