// SPDX-License-Identifier: MIT
#pragma once

#include "base/environment.h"
#include "project/config_module.h"
#include "project/project.h"

namespace corridor {

// What a prisma.config file says, as far as it concerns migrations. Paths are absolute; empty where nothing is said.
struct PrismaConfig {
    QString schemaPath;
    QString migrationsPath;
    QString seedCommand;
    QString url; // a URL, or env("NAME") where the file says env("NAME") or process.env.NAME
    QString shadowUrl;
    QStringList externalTables;
    QStringList externalEnums;
    QList<ProjectProblem> problems;
};

// Where a prisma.config file stands, for what it may refer to.
struct ConfigPlace {
    QString file; // absolute
    QString root; // the working directory that Prisma would have
    Environment environment; // with the .env files that the config itself loads
};

// The .env files that the config loads itself (`import "dotenv/config"`, `dotenv.config({ path })`,
// `process.loadEnvFile(…)`), absolute, in order: Prisma loads none beside a config file.
QStringList configEnvironmentFiles(const ConfigModule& module, const QString& root);

// Reads the settings. Literals, env("X"), process.env.X (also `?? "literal"`), path.join and path.resolve of such and
// of
// __dirname, import.meta.dirname, process.cwd(), and top-level constants of these are understood; nothing is run.
// Where more is needed for `schema` or `migrations.path`, without which nothing can be done, that is the error
// "config-not-literal"; for the other keys it is a problem of that code, and the key is left empty.
Result<PrismaConfig> readPrismaConfig(const ConfigModule& module, const ConfigPlace& place);

} // namespace corridor
