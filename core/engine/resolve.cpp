// SPDX-License-Identifier: MIT
#include "engine/engine.h"

#include "engine/advisory_lock.h"
#include "engine/database_reset.h"
#include "engine/recovery.h"
#include "history/history_table.h"
#include "history/progress_mark.h"

namespace corridor {

namespace {

QList<HistoryRow> rowsOf(const QList<HistoryRow>& rows, const QString& name)
{
    QList<HistoryRow> own;
    for (const HistoryRow& row : rows) {
        if (row.migrationName == name)
            own << row;
    }
    return own;
}

Result<void> markFailedRolledBack(HistoryTable& history, const QList<HistoryRow>& rows)
{
    for (const HistoryRow& row : rows) {
        if (row.isFailed())
            CORRIDOR_TRY(history.markRolledBack(row.id));
    }
    return {};
}

const char* const example = "(example: \"20201207184859_initial_migration\")";

Result<void> markApplied(Session& session, const Project& project, const QString& name, const CancelToken& token)
{
    const Migration* migration = project.find(name);
    if (!migration || !migration->script)
        return fail("P3017",
            QString("The migration %1 could not be found. Please make sure that the migration exists, and that you included "
                    "the whole name of the directory. %2").arg(name, example),
            "`corridor history` lists the migrations of the folder.");
    CORRIDOR_TRY(ensureSchema(session));
    auto history = HistoryTable::find(session, token);
    CORRIDOR_TRY(history);
    if (!history->exists())
        CORRIDOR_TRY(history->create());
    const auto rows = history->read(token);
    CORRIDOR_TRY(rows);
    const QList<HistoryRow> own = rowsOf(*rows, name);
    if (std::ranges::any_of(own, &HistoryRow::isApplied))
        return fail("P3008", QString("The migration `%1` is already recorded as applied in the database.").arg(name),
            "Nothing is to be done.");
    CORRIDOR_TRY(markFailedRolledBack(*history, own));
    return history->insertApplied(name, migration->checksum);
}

Result<void> markRolledBack(Session& session, const QString& name, const CancelToken& token)
{
    auto history = HistoryTable::find(session, token);
    CORRIDOR_TRY(history);
    if (!history->exists())
        return fail("history-missing", "Invariant violation: called markMigrationRolledBack on a database without migrations table.",
            "Nothing was ever applied here: deploy, or mark a baseline with resolve --applied.");
    const auto rows = history->read(token);
    CORRIDOR_TRY(rows);
    const QList<HistoryRow> own = rowsOf(*rows, name);
    if (own.isEmpty())
        return fail("P3011",
            QString("Migration `%1` cannot be rolled back because it was never applied to the database. Hint: did you pass in "
                    "the whole migration name? %2").arg(name, example),
            "`corridor history` lists what was applied.");
    if (std::ranges::all_of(own, [](const HistoryRow& row) { return row.finishedAt.has_value(); }))
        return fail("P3012", QString("Migration `%1` cannot be rolled back because it is not in a failed state.").arg(name),
            QString("To undo an applied migration run its down.sql: corridor rollback --to the migration before %1.").arg(name));
    return markFailedRolledBack(*history, own);
}

// An applied row whose rollback stopped half-way; a failed one as resolve does.
Result<void> markNothingLeft(Session& session, const QString& name, const CancelToken& token)
{
    auto history = HistoryTable::find(session, token);
    CORRIDOR_TRY(history);
    const auto rows = history->read(token);
    CORRIDOR_TRY(rows);
    for (const HistoryRow& row : rowsOf(*rows, name)) {
        const auto mark = row.isApplied() ? ProgressMark::fromLogs(row.logs) : std::nullopt;
        if (mark && mark->direction == ProgressMark::Direction::Down) {
            CORRIDOR_TRY(session.execute(history->rollBackStatement(row.id)));
            return {};
        }
    }
    return markRolledBack(session, name, token);
}

} // namespace

Result<void> resolveApplied(Session& session, const Project& project, const QString& name, const EngineOptions& options,
    const CancelToken& token)
{
    CORRIDOR_TRY(checkProvider(project));
    CORRIDOR_TRY(takeAdvisoryLock(session, options, {}, token));
    const auto done = markApplied(session, project, name, token);
    releaseAdvisoryLock(session, options);
    return done;
}

Result<void> resolveRolledBack(Session& session, const QString& name, const EngineOptions& options, const CancelToken& token)
{
    CORRIDOR_TRY(takeAdvisoryLock(session, options, {}, token));
    const auto done = markRolledBack(session, name, token);
    releaseAdvisoryLock(session, options);
    return done;
}

Result<void> markRecovered(Session& session, const Project& project, const QString& migration, RecoveryWay way,
    const EngineOptions& options, const CancelToken& token)
{
    if (way == RecoveryWay::MarkApplied)
        return resolveApplied(session, project, migration, options, token);
    CORRIDOR_TRY(takeAdvisoryLock(session, options, {}, token));
    const auto done = markNothingLeft(session, migration, token);
    releaseAdvisoryLock(session, options);
    return done;
}

} // namespace corridor
