// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QStringList>

namespace corridor {

// Where the parts of a Prisma project lie. Pure look-ups on disk: absolute paths, empty where there is nothing.

// prisma.config.{js,ts,mjs,cjs,mts,cts} in `folder`, else .config/prisma.* there.
QString findConfigFile(const QString& folder);

// Where Prisma looks for a schema without being told: schema.prisma, prisma/schema.prisma; then the folders
// prisma/schema and schema, if they hold *.prisma files.
QString findDefaultSchema(const QString& folder);

// The files of a schema: itself, or every *.prisma in and below the folder, sorted.
QStringList schemaFiles(const QString& schemaPath);

// Whether a folder holds migration_lock.toml, or folders with a migration.sql in them.
bool isMigrationsFolder(const QString& folder);

// The nearest folder, from `folder` upwards, in which Prisma would find a project. The search ends at the root of
// the git repository.
QString findProjectRoot(const QString& folder);

// The nearest folder with a package.json or a Prisma config, by the same rule.
QString findPackageFolder(const QString& folder);

} // namespace corridor
