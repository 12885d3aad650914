// SPDX-License-Identifier: MIT
#pragma once

#include "base/environment.h"
#include "base/error.h"
#include "project/migration.h"
#include "project/migration_order.h"

#include <QDateTime>
#include <QList>
#include <QStringList>

namespace corridor {

// A thing in the project that is odd but not fatal: named, never an exception. `code` is kebab-case.
struct ProjectProblem {
    QString code;
    QString message;
    QString migration; // empty when it concerns the whole folder
    bool operator==(const ProjectProblem&) const = default;
};

// A Prisma project on disk, read once: a value.
struct Project {
    QString root; // the folder that package.json or prisma.config.* is in, else where the search began
    QString schemaPath; // schema.prisma or the folder of *.prisma; empty if there is none
    QString migrationsPath; // absolute; may not exist (then there are no migrations)
    QList<Migration> migrations; // in Prisma's order
    std::optional<QString> lockProvider; // what migration_lock.toml says; unset without the file
    QString url; // the datasource's url as written: a URL or env("NAME"); directUrl where it stands (Prisma <= 6)
    QString shadowUrl; // shadowDatabaseUrl as written, or empty
    QString provider; // of the datasource; empty without a schema
    QString relationMode; // of the datasource, or empty
    QStringList schemas; // `schemas = [...]` of the datasource (multiSchema)
    QStringList externalTables; // tables.external of the config: Prisma and we leave them alone
    QStringList externalEnums; // enums.external
    QString seedCommand; // migrations.seed or package.json#prisma.seed
    QString prismaVersion; // of node_modules/prisma, else the range in package.json without its operator, else empty
    QString configFile; // prisma.config.*, if there is one
    QList<ProjectProblem> problems;
    Environment environment; // the process environment with the project's .env files merged by Prisma's precedence

    const Migration* find(const QString& name) const;
};

// Finds and reads the project around `folder`: a project's folder, one below it (not across the root of a git
// repository), its `prisma` folder, a migrations folder itself (which then counts, whatever the project around it
// says), or a schema or config file in one of these. Order of search is Prisma's: prisma.config.{js,ts,mjs,cjs,mts,cts}
// or .config/prisma.*, whose literal values are read (prisma_config.h); package.json "prisma"; schema.prisma, then
// prisma/schema.prisma; migrations beside the file with the datasource.
// Problems besides those of readMigrations(): config-not-literal, schema-missing, env-conflict,
// provider-not-postgresql. Errors: "project-not-found"; "config-not-literal" where the config hides the schema or the
// migrations folder behind more than a literal (names the key and the line).
Result<Project> readProject(const QString& folder, const Environment& environment);

// The migrations of one folder, sorted: every real folder directly inside it, whatever its name; not files, and not
// symbolic links. A missing folder has no migrations. `problems` receives what is odd (script_problems.h, and
// script-missing, script-unreadable, down-unreadable, symlink-ignored, file-ignored, name-not-utf8, order-differs,
// folder-unreadable).
QList<Migration> readMigrations(const QString& migrationsPath, QList<ProjectProblem>* problems = nullptr,
    MigrationOrder order = MigrationOrder::Collated);

// Names of a new migration: YYYYMMDDHHMMSS in UTC, and `title` as a slug, as Prisma makes them ("init_schema_v2_es").
QString migrationName(const QString& title, const QDateTime& now);

// P3019 where migration_lock.toml names something else than postgresql.
Result<void> checkProvider(const Project& project);

} // namespace corridor
