// SPDX-License-Identifier: MIT
#include "engine/planned_script.h"

#include "project/partial_way_back.h"
#include "sql/batch.h"
#include "sql/statement_reader.h"

#include <algorithm>

namespace corridor {

namespace {

constexpr qsizetype streamedSize = 8 << 20;

// Decides without keeping what it reads; false where the script is not simply atomic, and has to be held after all.
bool planStreamed(const QByteArray& text, int major, const SchemaState& schema, ParsedScript& parsed)
{
    ModePlanner planner(major, schema);
    StatementReader reader(text);
    for (Statement statement; reader.next(statement); ++parsed.count) {
        const QByteArrayView all(text);
        const QByteArrayView code = all.sliced(statement.codeBegin, statement.end - statement.codeBegin).trimmed();
        if (batchDirective(statement, code, all.sliced(statement.begin, statement.codeBegin - statement.begin)))
            return false;
        planner.add(statement, code);
    }
    parsed.execution = planner.finish(std::ranges::none_of(reader.problems(), &ScriptProblem::blocks));
    parsed.streamed = parsed.execution.mode == ExecutionMode::Atomic;
    if (!parsed.streamed)
        parsed = {};
    parsed.script.text = parsed.streamed ? text : QByteArray();
    return parsed.streamed;
}

bool isWritten(const ExecutionPlan& plan, int index)
{
    return std::ranges::any_of(plan.groups, [&](const TransactionGroup& group) {
        return group.kind == TransactionGroup::Kind::Written && group.first <= index && index <= group.last();
    });
}

// The statements that a way back has to undo, where that is not all of them: those that a failed row calls done.
int statementsToUndo(const HistoryRow& row)
{
    if (const auto down = markOf(row, ProgressMark::Direction::Down))
        return down->after;
    const auto up = row.isFailed() ? markOf(row, ProgressMark::Direction::Up) : std::nullopt;
    return up && up->done < up->total ? up->done : 0;
}

// As the script's author wrote it, up to the end of statement `count`.
QByteArrayView beginOf(const PlannedMigration& planned, int count)
{
    const QList<Statement>& statements = planned.parsed->script.statements;
    return count <= 0 ? QByteArrayView() : QByteArrayView(planned.parsed->script.text).first(statements[count - 1].end);
}

} // namespace

PlannedMigration plannedScript(
    const QString& name, const QByteArray& script, const QString& checksum, const DatabaseState& state, Runner runner)
{
    PlannedMigration planned { .name = name, .script = prismaText(script), .checksum = checksum };
    if (runner == Runner::AsPrisma)
        return planned;
    const int major = state.target.serverVersion > 0 ? state.target.serverVersion / 10000 : 17;
    auto parsed = std::make_shared<ParsedScript>();
    if (planned.script.size() >= streamedSize && planStreamed(planned.script, major, state.schema, *parsed)) {
        planned.mode = parsed->execution.mode;
        planned.parsed = parsed;
        return planned;
    }
    parsed->script = parseScript(planned.script);
    parsed->execution = planScript(parsed->script, major, state.schema, &parsed->facts);
    planned.mode = parsed->execution.mode;
    if (planned.mode == ExecutionMode::AsPrisma)
        return planned;
    parsed->count = int(parsed->script.statements.size());
    planned.parsed = parsed;
    return planned;
}

QString PlannedMigration::prefixOf(int count) const
{
    return parsed ? scriptPrefix(beginOf(*this, count)) : QString();
}

bool continues(const PlannedMigration& planned, const ProgressMark& mark)
{
    if (!planned.parsed || mark.done > planned.parsed->count)
        return false;
    return planned.prefixOf(mark.done) == mark.prefix;
}

void goOn(PlannedMigration& planned, const ProgressMark& mark)
{
    planned.done = mark.done;
    planned.lookFirst = mark.running;
    planned.batchKey = mark.batchKey;
    planned.batchRows = mark.batchRows;
}

Result<void> checkDirectives(const Plan& plan)
{
    for (const PlannedMigration& migration : plan.migrations) {
        if (!migration.parsed)
            continue;
        const Script& script = migration.parsed->script;
        for (const Statement& statement : script.statements) {
            const auto batch = batchDirective(statement, script.code(statement), script.leadingComments(statement));
            const QString problem = !batch ? QString()
                : isWritten(migration.parsed->execution, int(&statement - script.statements.data()))
                ? "A statement between the script's own BEGIN and COMMIT cannot run in batches, which commit by "
                  "themselves."
                : batch->problem;
            if (!problem.isEmpty())
                return std::unexpected(Error { .code = "batch-directive",
                    .message = problem,
                    .hint = "Correct the comment before the statement, or take it out to run the statement as one.",
                    .state = "nothing was changed",
                    .migration = migration.name,
                    .line = statement.line });
        }
    }
    return {};
}

std::optional<ProgressMark> markOf(const HistoryRow& row, ProgressMark::Direction direction)
{
    const auto mark = ProgressMark::fromLogs(row.logs);
    return mark && mark->direction == direction ? mark : std::nullopt;
}

void follow(SchemaState& schema, const PlannedMigration& planned)
{
    for (const Statement& statement : planned.parsed ? planned.parsed->script.statements : QList<Statement>())
        schema.follow(statement, false);
}

Error scriptChanged(const HistoryRow& row)
{
    return Error { .code = "script-changed",
        .message
        = QString("`%1` was interrupted while it ran, and its script is not the same any more.").arg(row.migrationName),
        .detail = row.logs.value_or(QString()),
        .hint = QString("Restore the script to let it go on, or ask `corridor recover %1` for the other ways.")
            .arg(row.migrationName),
        .state = "nothing was changed",
        .migration = row.migrationName };
}

std::optional<WayBackScript> wayBackOf(const Migration& migration, const HistoryRow& row)
{
    const int after = statementsToUndo(row);
    if (auto script = readPartialWayBack(migration, after))
        return WayBackScript { *script, after };
    const auto begun = markOf(row, ProgressMark::Direction::Down);
    if (!migration.down || (begun && begun->after > 0))
        return {};
    return WayBackScript { *migration.down };
}

Result<PlannedMigration> planDown(
    const Project& project, const HistoryRow& row, const DatabaseState& state, Runner runner)
{
    const Migration* migration = project.find(row.migrationName);
    Error error { .state = "nothing was changed", .migration = row.migrationName };
    if (!migration) {
        error.code = "migration-missing";
        error.message = QString("The migration `%1` is applied, but its folder is gone.").arg(row.migrationName);
        error.hint = "Restore the folder from version control; its down.sql is the way back.";
        return std::unexpected(error);
    }
    const auto way = wayBackOf(*migration, row);
    if (!way) {
        error.code = "down-missing";
        error.message = QString("The migration `%1` has no down.sql.").arg(row.migrationName);
        error.hint = QString("Write %1/down.sql (`corridor down %1 --generate` proposes one), or go forward with a "
                             "corrective migration.")
                         .arg(row.migrationName);
        return std::unexpected(error);
    }
    PlannedMigration planned = plannedScript(row.migrationName, way->script, migration->checksum, state, runner);
    planned.rowId = row.id;
    planned.after = way->after;
    if (const auto mark = markOf(row, ProgressMark::Direction::Down)) {
        if (!continues(planned, *mark))
            return std::unexpected(scriptChanged(row));
        goOn(planned, *mark);
    }
    return planned;
}

} // namespace corridor
