// SPDX-License-Identifier: MIT
#pragma once

#include "lint/finding.h"
#include "sql/script.h"
#include "sql/schema_state.h"

#include <QHash>
#include <QSet>

namespace corridor {

// Who sends the scripts to the server, and so which statements share a transaction.
enum class RunnerProfile {
    PrismaBatch, // Prisma <= 7.3: the script as one message; two statements or more are one transaction
    PrismaSplit, // Prisma >= 7.4: statement by statement, each by itself
    Corridor,    // transactions as large as the statements allow
    Psql,        // statement by statement, each by itself
};
QString runnerWord(RunnerProfile runner); // prisma-6, prisma-7, corridor, psql
std::optional<RunnerProfile> runnerFromWord(const QString& word);

// A rule of the project's own, from corridor.toml: every part that is set must match.
struct CustomRule {
    QString id;
    Severity severity = Severity::Warning;
    QString message;
    QString statement; // a statement kind, "CREATE INDEX"
    QString relation;  // pattern with * and ?, of table or schema.table
    QString lock;      // at least this lock, "SHARE"
    std::optional<bool> rewrite, scan, destroysData;
};

struct LintOptions {
    int major = 15;
    int minor = -1; // unknown
    RunnerProfile runner = RunnerProfile::Corridor;
    // By rule id; a severity that is unset switches the rule off.
    QHash<QString, std::optional<Severity>> severities;
    QStringList protectedTables;         // patterns; what is a warning on them is an error
    QHash<QString, qint64> assumedRows;  // by pattern
    qint64 smallTableRows = 10'000;      // known tables up to here make a lock a note
    QStringList ignoredPaths;            // patterns of migration names
    QString baseline;                    // migrations up to this name are followed and not examined
    bool timeoutsSetElsewhere = false;   // lock_timeout comes from the role or the connection
    bool sessionIsUtc = false;           // the migrating session's TimeZone is UTC
    SchemaState schema;                  // before the first script; from a live catalog, or empty
    QList<CustomRule> customRules;
};

// One script of the folder.
struct LintMigration {
    QString name;
    QString path;
    Script script;
    // It has not run, and will run together with the other pending ones: what they make is empty and unused.
    bool pending = false;
    // Only followed, for what it does to the schema.
    bool examined = true;
};

} // namespace corridor
