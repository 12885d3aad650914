// SPDX-License-Identifier: MIT
#include "engine/plan.h"

#include "engine/planned_script.h"

#include <QJsonArray>
#include <algorithm>

namespace corridor {

namespace {

Error notEmpty(const DatabaseState& state)
{
    return Error { .code = "P3005",
        .message = "The database schema is not empty. Read more about how to baseline an existing production database: "
                   "https://pris.ly/d/migrate-baseline",
        .detail = "It has no _prisma_migrations, but holds: " + state.tables.join(", "),
        .hint = "If these tables are what the first migrations make, mark those as applied: corridor resolve --applied NAME.",
        .state = "nothing was changed" };
}

Error failedRows(const DatabaseState& state)
{
    QString lines;
    QString first;
    for (const HistoryRow& row : state.rows) {
        if (!row.isFailed())
            continue;
        first = first.isEmpty() ? row.migrationName : first;
        lines += QString("The `%1` migration started at %2 UTC failed\n")
                     .arg(row.migrationName, row.startedAt.toString("yyyy-MM-dd HH:mm:ss.zzz"));
    }
    return Error { .code = "P3009",
        .message = "migrate found failed migrations in the target database, new migrations will not be applied. Read more "
                   "about how to resolve migration issues in a production database: https://pris.ly/d/migrate-resolve\n" + lines,
        .hint = QString("`corridor recover %1` says what is left of it and offers the ways on; or say yourself what is true: "
                        "corridor resolve --rolled-back %1 (its changes are not in the database) or --applied %1 (they are).")
                    .arg(first),
        .state = "nothing was changed", .migration = first };
}

Error missingScript(const Migration& migration)
{
    return Error { .code = "P3015",
        .message = "Could not find the migration file at migration.sql. Please delete the directory or restore the "
                   "migration file.",
        .detail = migration.problem, .hint = "Restore migration.sql from version control, or remove the folder.",
        .migration = migration.name };
}

// A row that a crash left behind while our engine ran it; nobody runs it now, because the plan is made under the lock.
std::optional<ProgressMark> interruption(const HistoryRow& row)
{
    const auto mark = row.isFailed() ? markOf(row, ProgressMark::Direction::Up) : std::nullopt;
    return mark && mark->isInterrupted() ? mark : std::nullopt;
}

bool hasFailed(const DatabaseState& state)
{
    return std::ranges::any_of(state.rows, [](const HistoryRow& row) { return row.isFailed() && !interruption(row); });
}

// What a crash has left half-way goes on before anything else.
Result<void> addInterrupted(const Project& project, DatabaseState& state, Runner runner, Plan& plan)
{
    for (const HistoryRow& row : state.rows) {
        const auto mark = interruption(row);
        if (!mark)
            continue;
        const Migration* migration = project.find(row.migrationName);
        if (!migration || !migration->script || migration->checksum != row.checksum || runner == Runner::AsPrisma)
            return std::unexpected(scriptChanged(row));
        PlannedMigration planned = plannedScript(row.migrationName, *migration->script, row.checksum, state, runner);
        if (!continues(planned, *mark))
            return std::unexpected(scriptChanged(row));
        planned.rowId = row.id;
        goOn(planned, *mark);
        follow(state.schema, planned);
        plan.migrations << planned;
    }
    return {};
}

// Prisma's pending: no row of that name whose rolled_back_at is null.
bool isPending(const Migration& migration, const DatabaseState& state)
{
    return std::ranges::none_of(state.rows,
        [&](const HistoryRow& row) { return row.migrationName == migration.name && !row.isRolledBack(); });
}

void addPending(const QList<Migration>& migrations, DatabaseState state, Runner runner, Plan& plan)
{
    for (const Migration& migration : migrations) {
        if (!isPending(migration, state))
            continue;
        if (!migration.script) {
            plan.stopsAt = missingScript(migration);
            return;
        }
        plan.migrations << plannedScript(migration.name, *migration.script, migration.checksum, state, runner);
        follow(state.schema, plan.migrations.last());
    }
}

// Rows of what is applied now, newest first, as they were applied.
QList<HistoryRow> appliedNewestFirst(const DatabaseState& state)
{
    QList<HistoryRow> rows;
    for (const HistoryRow& row : state.rows) {
        if (row.isApplied())
            rows.prepend(row);
    }
    return rows;
}

Result<qsizetype> rollbackCount(const QList<HistoryRow>& rows, const RollbackRange& range)
{
    if (range.all)
        return rows.size();
    if (range.to.isEmpty())
        return std::min<qsizetype>(range.steps, rows.size());
    const auto stays = std::ranges::find(rows, range.to, &HistoryRow::migrationName);
    if (stays == rows.end())
        return fail("migration-unknown", QString("The migration `%1` is not applied.").arg(range.to),
            "`corridor history` lists what is applied; name the migration that shall stay the newest.");
    return stays - rows.begin();
}

QJsonObject toJson(const Statement& statement, const StatementFacts& facts, int index)
{
    QJsonArray locks;
    for (const RelationFact& fact : facts.relations) {
        if (fact.lock != LockMode::None)
            locks << QJsonObject { { "relation", fact.relation.text() }, { "mode", lockWord(fact.lock) } };
    }
    return { { "index", index }, { "line", statement.line }, { "endLine", statement.endLine }, { "kind", kindWord(statement.kind) },
        { "locks", locks }, { "rewrite", facts.rewrites() }, { "scan", facts.scans() }, { "destroysData", facts.destroysData },
        { "transactional", facts.inTransaction == StatementFacts::InTransaction::Allowed
                || facts.inTransaction == StatementFacts::InTransaction::Required } };
}

QJsonObject toJson(const PlannedMigration& migration)
{
    QJsonArray steps;
    for (qsizetype i = 0; migration.parsed && i < migration.parsed->facts.size(); ++i)
        steps << toJson(migration.parsed->script.statements[i], migration.parsed->facts[i], int(i));
    return { { "name", migration.name }, { "checksum", migration.checksum }, { "mode", modeWord(migration.mode) },
        { "reason", migration.parsed ? QJsonValue(migration.parsed->execution.reason) : QJsonValue() },
        { "from", migration.done }, { "statements", migration.parsed ? migration.parsed->count : 0 }, { "steps", steps } };
}

} // namespace

QString PlannedMigration::progressWord() const
{
    return done > 0 && parsed ? QString("from statement %1 of %2").arg(done + 1).arg(parsed->count) : QString();
}

QString actionWord(Action action)
{
    return action == Action::Deploy ? "deploy" : action == Action::Rollback ? "rollback" : "reset";
}

QJsonObject Plan::toJson() const
{
    QJsonArray list;
    for (const PlannedMigration& migration : migrations)
        list << corridor::toJson(migration);
    QJsonObject where { { "host", target.host }, { "port", target.port }, { "database", target.database },
        { "user", target.user }, { "schema", target.schema }, { "serverVersion", target.serverVersion } };
    return { { "action", actionWord(action) }, { "target", where }, { "createsTable", createsTable },
        { "dropsSchemas", QJsonArray::fromStringList(dropsSchemas) }, { "migrations", list },
        { "stopsAt", stopsAt ? QJsonValue(stopsAt->toJson()) : QJsonValue() } };
}

Result<Plan> planDeploy(const Project& project, const DatabaseState& state, Runner runner)
{
    CORRIDOR_TRY(checkProvider(project));
    if (!state.tableExists && !state.tables.isEmpty())
        return std::unexpected(notEmpty(state));
    if (hasFailed(state))
        return std::unexpected(failedRows(state));
    Plan plan { .action = Action::Deploy, .target = state.target, .createsTable = !state.tableExists };
    for (const HistoryRow& row : state.rows) {
        if (row.isApplied())
            plan.applied << row.migrationName;
    }
    DatabaseState followed = state;
    CORRIDOR_TRY(addInterrupted(project, followed, runner, plan));
    addPending(project.migrations, followed, runner, plan);
    return plan;
}

Result<Plan> planRollback(const Project& project, const DatabaseState& state, const RollbackRange& range, Runner runner)
{
    if (hasFailed(state))
        return std::unexpected(failedRows(state));
    const QList<HistoryRow> rows = appliedNewestFirst(state);
    const auto count = rollbackCount(rows, range);
    CORRIDOR_TRY(count);
    if (*count == 0)
        return fail("rollback-nothing", "No applied migration is to be rolled back.", "`corridor history` lists what is applied.");
    Plan plan { .action = Action::Rollback, .target = state.target };
    for (const HistoryRow& row : rows.first(*count)) {
        auto planned = planDown(project, row, state, runner);
        CORRIDOR_TRY(planned);
        plan.migrations << *planned;
    }
    return plan;
}

Result<Plan> planReset(const Project& project, const DatabaseState& state, Runner runner)
{
    CORRIDOR_TRY(checkProvider(project));
    Plan plan { .action = Action::Reset, .target = state.target, .createsTable = true, .dropsSchemas = project.schemas };
    if (plan.dropsSchemas.isEmpty())
        plan.dropsSchemas << state.historySchema;
    addPending(project.migrations, DatabaseState { .target = state.target }, runner, plan);
    return plan;
}

} // namespace corridor
