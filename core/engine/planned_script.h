// SPDX-License-Identifier: MIT
#pragma once

#include "engine/plan.h"
#include "history/progress_mark.h"

namespace corridor {

// Reads one script and decides its mode; `parsed` stays null where it runs as Prisma runs it.
PlannedMigration plannedScript(
    const QString& name, const QByteArray& script, const QString& checksum, const DatabaseState& state, Runner runner);

// The statements that `mark` calls done, if this script begins with them as it did then.
bool continues(const PlannedMigration& planned, const ProgressMark& mark);
// Lets the script go on where the mark stopped.
void goOn(PlannedMigration& planned, const ProgressMark& mark);

// The script that undoes what `row` says was done: down.after-N.sql for a row that failed after N statements, where there
// is one; else down.sql. Reads the folder.
struct WayBackScript {
    QByteArray script;
    int after = 0; // N; 0: it is down.sql
};
std::optional<WayBackScript> wayBackOf(const Migration& migration, const HistoryRow& row);

// down.sql of a migration (or wayBackOf() a failed one), from where an interrupted rollback stopped. "migration-missing", "down-missing",
// "script-changed".
Result<PlannedMigration> planDown(
    const Project& project, const HistoryRow& row, const DatabaseState& state, Runner runner);

// The row's mark of a run with `direction`, if it has one.
std::optional<ProgressMark> markOf(const HistoryRow& row, ProgressMark::Direction direction);

// "batch-directive" where a script asks for batches that it cannot have.
Result<void> checkDirectives(const Plan& plan);

// What the script does to what is known of the database, for the scripts after it.
void follow(SchemaState& schema, const PlannedMigration& planned);

Error scriptChanged(const HistoryRow& row);

} // namespace corridor
