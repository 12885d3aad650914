// SPDX-License-Identifier: MIT
#pragma once

#include "base/environment.h"

#include <QStringList>

namespace corridor {

// The assignments of a .env file, read as the `dotenv` package reads them: KEY=value and KEY: value, with or without
// `export`, three kinds of quotes (which may span lines), comments behind an unquoted value. Of two lines for
// one key the last wins.
Environment parseDotEnv(const QString& text);

// Puts other values for ${NAME} in each of `values`: from `environment` first, then from `values`; empty where
// neither has it. \${NAME} stays ${NAME}. As Prisma <= 6 does; the plain `dotenv` package does not.
Environment expanded(const Environment& values, const Environment& environment);

// What Prisma <= 6 loads without a config file: the .env beside the nearest package.json, then one of the schema's
// folder, ./prisma or the working directory. Paths may be empty or of files that do not exist.
struct DotEnvFiles {
    QString root;
    QString schema;
};
DotEnvFiles prismaDotEnvFiles(const QString& packageFolder, const QString& schemaPath, const QString& workingFolder);

// `environment` with the two files merged: the environment wins over the root's file, and that over the schema's.
// `conflicts` receives the keys that both files set to the same value, over which Prisma stops.
Environment withDotEnvFiles(const Environment& environment, const DotEnvFiles& files, QStringList* conflicts = nullptr);

// `environment` with files merged as `dotenv` itself does: what is set stays.
Environment withDotEnv(const Environment& environment, const QStringList& files);

} // namespace corridor
