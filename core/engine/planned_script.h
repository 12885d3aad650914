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

// down.sql of a migration, from where an interrupted rollback stopped. "migration-missing", "down-missing",
// "script-changed".
Result<PlannedMigration> planDown(
    const Project& project, const HistoryRow& row, const DatabaseState& state, Runner runner);

// The row's mark of a run with `direction`, if it has one.
std::optional<ProgressMark> markOf(const HistoryRow& row, ProgressMark::Direction direction);

// "batch-directive" where a script asks for batches that it cannot have.
Result<void> checkDirectives(const Plan& plan);

Error scriptChanged(const HistoryRow& row);

} // namespace corridor
