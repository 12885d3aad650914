// SPDX-License-Identifier: MIT
#pragma once

#include "history/diagnosis.h"
#include "postgres/session.h"
#include "project/project.h"
#include "sql/facts.h"
#include "sql/modes.h"
#include "sql/script.h"

#include <QJsonObject>
#include <memory>

namespace corridor {

struct ParsedScript;

// One migration that a plan will run, with the text that it will send.
struct PlannedMigration {
    QString name;
    QByteArray script;  // migration.sql, or down.sql in a rollback
    QString checksum;   // of migration.sql
    ExecutionMode mode = ExecutionMode::AsPrisma;
    QString rowId;      // rollback: the row that will get rolled_back_at; deploy: the interrupted row that goes on
    QString retires;    // retry: the failed row that is marked as rolled back before this begins
    int done = 0;       // statements that an interrupted run has committed already
    bool lookFirst = false; // the statement after them was running when it was interrupted: it may have taken effect
    int after = 0;   // rollback of a script that stopped after so many statements, by down.after-N.sql; 0: of all of it
    std::optional<QString> batchKey; // of that statement, where it runs in batches: the last key that is done
    qint64 batchRows = 0;            // and the rows so far
    std::shared_ptr<const ParsedScript> parsed; // null in mode as-prisma

    QString prefixOf(int count) const; // stands for the script up to the end of statement `count`
    QString progressWord() const; // "from statement 4 of 7" for one that goes on, else empty
};

// What the parser and the facts say of a script; shared, because a plan is copied.
struct ParsedScript {
    Script script; // without its statements where it is streamed
    ExecutionPlan execution;
    QList<StatementFacts> facts; // of script.statements, one by one
    bool streamed = false; // too large to be held parsed, and atomic: read again, statement by statement, while it runs
    int count = 0;         // statements
};

// How plans send scripts.
enum class Runner {
    Statements, // statement by statement, atomic where PostgreSQL allows it
    AsPrisma,   // whole, as Prisma <= 7.3
};

enum class Action { Deploy, Rollback, Reset };
QString actionWord(Action action);

// Where a plan runs. A plan is carried out only on the server and database that it was made for.
struct Target {
    QString host, port, database, user, schema;
    int serverVersion = 0;
    QString databaseOid; // tells a database from another of the same name made later
    bool operator==(const Target&) const = default;
};

// What will be done, decided before it is done. A value: the window shows it, --dry-run prints it, execute() runs it.
struct Plan {
    Action action = Action::Deploy;
    Target target;
    bool createsTable = false;      // _prisma_migrations does not exist yet
    QStringList applied;            // by name: what the target has already; no part of the JSON
    QStringList dropsSchemas;       // reset: DROP SCHEMA … CASCADE; CREATE SCHEMA of each
    QList<PlannedMigration> migrations;
    std::optional<Error> stopsAt;   // after these: a migration without a readable script (P3015, as Prisma stops there)

    bool isEmpty() const { return migrations.isEmpty() && dropsSchemas.isEmpty(); }
    QJsonObject toJson() const;
};

// What the engine knows of a database: read in few round trips, never written.
struct DatabaseState {
    Target target;
    bool tableExists = false;
    QString historySchema;        // where _prisma_migrations is, or would be made
    QList<HistoryRow> rows;
    // Procedures, with whether they commit, which decides where a CALL may run; and tables with the names of their
    // indexes, which tell whom DROP INDEX locks. Nothing else of the database is known.
    SchemaState schema = SchemaState();
    QStringList tables;           // some of the ordinary tables that make the database "not empty" (Prisma's rule)
};

// Pure. P3019 for another provider, P3005 over a non-empty database without history, P3009 over failed rows.
// A row that a crash left behind goes on where it stopped, if its script is still the same ("script-changed").
Result<Plan> planDeploy(const Project& project, const DatabaseState& state, Runner runner = Runner::Statements);
// Which of the applied migrations a rollback undoes, counted from the newest.
struct RollbackRange {
    int steps = 1;
    QString to;       // the migration that stays the newest; instead of `steps`
    bool all = false; // everything; instead of both
};
// Pure. Newest first, by the order in which they were applied, each by its down.sql.
// P3009 over failed rows, "down-missing", "rollback-nothing", "migration-unknown", "migration-missing".
Result<Plan> planRollback(const Project& project, const DatabaseState& state, const RollbackRange& range,
    Runner runner = Runner::Statements);
// Pure. Every schema of the project made anew, then everything applied.
Result<Plan> planReset(const Project& project, const DatabaseState& state, Runner runner = Runner::Statements);

} // namespace corridor
