// SPDX-License-Identifier: MIT
// corridor status: the whole truth about the folder and the database, in one answer.
#include "context.h"
#include "prisma_words.h"
#include "status_json.h"

#include "engine/recovery.h"

#include <QJsonArray>

namespace corridor {

namespace {

QString place(const Target& target)
{
    return QString("%1 on %2 (PostgreSQL %3), schema %4")
        .arg(target.database, target.host.startsWith('/') ? target.host : target.host + ':' + target.port)
        .arg(target.serverVersion / 10000)
        .arg(target.schema);
}

void printCounts(const Context& context, const Diagnosis& diagnosis)
{
    QStringList counts;
    for (const auto state : { MigrationState::Applied, MigrationState::Pending, MigrationState::OutOfOrder,
             MigrationState::RolledBack, MigrationState::Failed, MigrationState::Edited, MigrationState::Missing }) {
        if (const int count = diagnosis.count(state))
            counts << QString("%1 %2").arg(count).arg(stateWord(state));
    }
    context.print(counts.isEmpty() ? "No migrations." : counts.join(", ") + '.');
}

int majorOf(const Target& target) { return target.serverVersion / 10000; }

// The script that the next deploy would run; null for what is not pending.
const QByteArray* pendingScript(const Project& project, const MigrationStatus& migration)
{
    const Migration* found = migration.isPending() ? project.find(migration.name) : nullptr;
    return found && found->script ? &*found->script : nullptr;
}

void printUnusual(Context& context, const Project& project, const Diagnosis& diagnosis, int major)
{
    for (const MigrationStatus& migration : diagnosis.migrations) {
        if (migration.state == MigrationState::Applied)
            continue;
        context.print(QString("  %1 %2").arg(stateWord(migration.state), -13).arg(migration.name));
        if (const QByteArray* script = context.json() ? nullptr : pendingScript(project, migration))
            context.print(QString(16, ' ') + prismaLine(context, *script, major));
    }
}

// What is pending says what the project's own Prisma would make of it.
QJsonArray migrationsJson(Context& context, const Project& project, const Diagnosis& diagnosis, int major)
{
    QJsonArray list;
    for (const MigrationStatus& migration : diagnosis.migrations) {
        QJsonObject json = toJson(migration);
        const QByteArray* script = pendingScript(project, migration);
        json["prisma"] = script ? QJsonValue(prismaJson(context, *script, major)) : QJsonValue();
        list << json;
    }
    return list;
}

QString nextStep(const Diagnosis& diagnosis)
{
    if (diagnosis.hasFailed())
        return "A migration did not finish: `corridor recover` says what is left of it and how to go on.";
    if (diagnosis.count(MigrationState::Edited))
        return "An applied migration was edited: restore its script, and put the change into a new migration.";
    if (!diagnosis.pending().isEmpty())
        return "`corridor deploy` applies what is pending.";
    return diagnosis.isUpToDate() ? "Up to date." : "Restore the missing folders from version control.";
}

int exitCode(const Diagnosis& diagnosis)
{
    if (diagnosis.hasFailed())
        return ExitFailedRows;
    if (diagnosis.count(MigrationState::Edited) || diagnosis.count(MigrationState::Missing))
        return diagnosis.isUpToDate() ? ExitOk : ExitDifferent;
    return diagnosis.pending().isEmpty() ? ExitOk : ExitPending;
}

Answer run(Context& context)
{
    const auto project = context.project();
    if (!project)
        return project.error();
    auto session = context.connect();
    if (!session)
        return session.error();
    const auto state = inspect(*session, *project, context.token());
    if (!state)
        return state.error();
    const Diagnosis diagnosis = diagnose(project->migrations, state->rows, state->tableExists);

    context.print(place(state->target));
    printCounts(context, diagnosis);
    printUnusual(context, *project, diagnosis, majorOf(state->target));
    const QList<Recovery> recoveries = recoveryOptions(*project, *state);
    QJsonArray unfinished;
    for (const Recovery& recovery : recoveries) {
        context.print(QString("  %1: %2").arg(recovery.migration, recovery.found));
        unfinished << recovery.toJson();
    }
    for (const ProjectProblem& problem : project->problems)
        context.print("  note: " + problem.message);
    context.print(nextStep(diagnosis));
    return { { { "upToDate", diagnosis.isUpToDate() }, { "managed", state->tableExists },
                 { "migrations", context.json() ? migrationsJson(context, *project, diagnosis, majorOf(state->target)) : QJsonArray() },
                 { "recoveries", unfinished }, { "problems", toJson(project->problems) } },
        exitCode(diagnosis) };
}

} // namespace

extern const Command statusCommand { "status", "", "Says what is applied, pending, failed, edited and missing.", nullptr, run };

} // namespace corridor
