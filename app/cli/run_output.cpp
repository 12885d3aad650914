// SPDX-License-Identifier: MIT
#include "run_output.h"

#include "backup/words.h"
#include "evidence/before_deploy.h"
#include "step_prompt.h"

#include "engine/proofs.h"
#include "engine/action_journal.h"
#include "engine/guard.h"
#include "engine/run_journal.h"
#include "evidence/evidence.h"
#include "prisma_words.h"
#include "report/quantity_text.h"

#include <QJsonArray>

namespace corridor {

namespace {

QJsonArray namesWith(const RunReport& report, const QString& outcome)
{
    QJsonArray names;
    for (const MigrationRun& migration : report.migrations) {
        if (migration.outcome == outcome)
            names << migration.name;
    }
    return names;
}

QString closingLine(const RunReport& report)
{
    const bool back = report.plan.action == Action::Rollback;
    const int count = report.count(back ? "rolled-back" : "applied");
    if (count == 0)
        return back ? "Nothing was rolled back." : "No pending migrations to apply.";
    return QString("%1 migration%2 %3 in %4.")
        .arg(count)
        .arg(count == 1 ? "" : "s", back ? "rolled back" : "applied", durationText(report.durationMs));
}

} // namespace

namespace {

Answer runAnswer(const Context& context, const RunReport& report)
{
    Answer answer;
    if (report.error)
        answer = Answer(*report.error);
    else
        context.print(closingLine(report));
    answer.json = report.toJson();
    answer.json["applied"] = namesWith(report, "applied");
    answer.json["rolledBack"] = namesWith(report, "rolled-back");
    return answer;
}

RunRecord newRecord(const Context& context, const QString& projectRoot, const std::optional<Profile>& profile)
{
    RunRecord record = newRunRecord(context.environment());
    record.project = projectRoot;
    if (profile) {
        record.profile = profile->name;
        record.environment = environmentWord(profile->environment);
    }
    return record;
}

QString typedDatabase(const Context& context, const QString& database, const QString& profile)
{
    if (context.isSet("confirm") || !context.isInteractive())
        return context.value("confirm");
    return context.ask(QString("%1 is protected. Type the name of its database (%2) to go on:").arg(profile, database));
}

// Asked under the lock, so that what was ticked is what will run.
Result<void> guardProtected(const Context& context, const Project& project, const Profile& profile, const Journal& journal,
    const Plan& plan, RunJournal* book)
{
    if (plan.isEmpty())
        return {};
    const auto state = readGate(project.root,
        { .journal = journal, .backups = BackupStore(BackupStore::defaultFolder(context.environment())).list(),
            .target = identityOf(plan.target), .pending = coveredScripts(plan), .applied = plan.applied,
            .now = QDateTime::currentDateTimeUtc() },
        &profile);
    CORRIDOR_TRY(state);
    if (book)
        book->note("checklist", state->toJson());
    const bool back = plan.action == Action::Rollback;
    QStringList names;
    for (const PlannedMigration& migration : plan.migrations)
        names << migration.name;
    const auto unproved = back ? unprovedOf(project, names, journal) : QStringList();
    CORRIDOR_TRY(unproved);
    return guard(plan, { .profile = profile.name, .gate = state->gate, .ciOnly = profile.ciOnly,
                           .inCi = !context.environment().value("CI").isEmpty(),
                           .confirmedDatabase = typedDatabase(context, plan.target.database, profile.name), .unproved = *unproved,
                           .withoutProof = back && context.isSet("without-proof"), .overrideReason = context.value("override") });
}

// After everybody has agreed, and before anything is changed.
Result<void> keep(Context& context, const Project& project, const Profile& guardian, const Plan& plan, RunJournal& book)
{
    const auto target = context.connection();
    CORRIDOR_TRY(target);
    const auto kept = keepBeforeDeploy(project.root, guardian.name, plan, *target, context.environment(), backupProgress(context), context.token());
    context.progress({});
    CORRIDOR_TRY(kept);
    if (kept->isEmpty())
        return {};
    book.note("kept", *kept);
    context.warn(*kept + '.');
    return {};
}

} // namespace

Answer runJournaled(Context& context, const Project& project, const std::function<RunReport(const Approve&)>& carryOut)
{
    const auto profile = context.profile();
    if (!profile)
        return profile.error();
    auto journal = Journal::open(Journal::defaultPath(context.environment()));
    if (!journal)
        return journal.error();
    RunJournal book(&*journal, newRecord(context, project.root, *profile), context.value("override"));
    const Approve ask = [&](const Plan& plan) -> Result<void> {
        const auto guardian = guardianOf(*profile, context.environment(), identityOf(plan.target));
        if (!guardian || !guardian->isProtected)
            return {};
        CORRIDOR_TRY(guardProtected(context, project, *guardian, *journal, plan, &book));
        return keep(context, project, *guardian, plan, book);
    };
    const RunReport report = carryOut(book.approve(ask));
    book.finish(report);
    if (book.problem())
        context.warn("The journal could not be finished: " + book.problem()->message);
    return runAnswer(context, report);
}

Result<void> journaled(Context& context, const QString& action, const ConnectionOptions& target, const QJsonObject& plan,
    const std::function<Result<void>()>& work)
{
    const auto profile = context.profile();
    CORRIDOR_TRY(profile);
    auto journal = Journal::open(Journal::defaultPath(context.environment()));
    CORRIDOR_TRY(journal);
    const auto project = context.project();
    RunRecord record = newRecord(context, project ? project->root : QString(), *profile);
    record.action = action;
    record.target = identityOf(target);
    record.role = target.value("user");
    record.plan = plan;
    std::optional<Error> problem;
    auto done = journaled(&*journal, record, work, &problem);
    if (problem)
        context.warn("The journal could not be finished: " + problem->message);
    return done;
}

Result<void> confirmProtected(const Context& context, const TargetIdentity& target)
{
    const auto named = context.profile();
    CORRIDOR_TRY(named);
    const auto profile = guardianOf(*named, context.environment(), target);
    const QString database = target.database;
    if (!profile || !profile->isProtected || typedDatabase(context, database, profile->name) == database)
        return {};
    return std::unexpected(Error { .code = "not-confirmed",
        .message = QString("%1 is protected: the name of its database was not given.").arg(profile->name),
        .hint = QString("Give --confirm %1.").arg(database), .state = "nothing was changed" });
}

Result<Approve> protectedGuard(const Context& context, const Project& project)
{
    const auto profile = context.profile();
    CORRIDOR_TRY(profile);
    return [&context, &project, named = *profile](const Plan& plan) -> Result<void> {
        const auto guardian = guardianOf(named, context.environment(), identityOf(plan.target));
        if (!guardian || !guardian->isProtected)
            return {};
        const auto journal = Journal::open(Journal::defaultPath(context.environment()));
        CORRIDOR_TRY(journal);
        return guardProtected(context, project, *guardian, *journal, plan, nullptr);
    };
}

namespace {

void printPlanned(Context& context, Action action, const PlannedMigration& migration, int major)
{
    const QString from = migration.progressWord();
    context.print(QString("%1 %2 (%3%4)").arg(actionWord(action), migration.name, modeWord(migration.mode), from.isEmpty() ? from : ", " + from));
    if (action == Action::Deploy)
        context.print("    " + prismaLine(context, migration.script, major));
    if (!migration.parsed)
        return;
    if (!migration.parsed->execution.reason.isEmpty())
        context.print("    " + migration.parsed->execution.reason);
    if (migration.parsed->streamed)
        context.print(QString("    %1 statements, too many to list").arg(migration.parsed->count));
    for (qsizetype i = migration.done; i < migration.parsed->facts.size(); ++i) {
        const Statement& statement = migration.parsed->script.statements[i];
        context.print(QString("    line %1  %2  %3").arg(statement.line, 4).arg(kindWord(statement.kind), -24).arg(factsText(migration.parsed->facts[i])));
    }
}

int majorOf(const Target& target) { return target.serverVersion > 0 ? target.serverVersion / 10000 : 17; }

// The plan's migrations, each with what the project's Prisma would make of it.
QJsonArray plannedJson(Context& context, const Plan& plan)
{
    QJsonArray list = plan.toJson()["migrations"].toArray();
    for (qsizetype i = 0; plan.action == Action::Deploy && i < list.size(); ++i) {
        QJsonObject migration = list[i].toObject();
        migration["prisma"] = prismaJson(context, plan.migrations[i].script, majorOf(plan.target));
        list[i] = migration;
    }
    return list;
}

} // namespace

Answer planAnswer(Context& context, const Plan& plan)
{
    for (const QString& schema : plan.dropsSchemas)
        context.print(QString("DROP SCHEMA %1 CASCADE").arg(schema));
    for (const PlannedMigration& migration : plan.migrations)
        printPlanned(context, plan.action, migration, majorOf(plan.target));
    if (plan.stopsAt)
        context.print(QString("would stop at %1: %2").arg(plan.stopsAt->migration, plan.stopsAt->message));
    if (plan.isEmpty())
        context.print("Nothing to do.");
    return Answer(QJsonObject { { "dryRun", true }, { "plan", plan.toJson() }, { "migrations", plannedJson(context, plan) } });
}

QList<QCommandLineOption> runOptions()
{
    return { { "dry-run", "Shows the plan and changes nothing." },
        { "confirm", "The database's name, as a protected profile asks for it.", "DATABASE" },
        { "override", "Why to go on though the checklist is not done; kept in the journal.", "REASON" },
        { "as-prisma", "Sends each script whole, as Prisma up to 7.3 does." },
        { "lock-timeout", "Gives up waiting for a table after this time, and tries again (default: 2000 on protected profiles).", "MS" },
        { "lock-attempts", "How often to try for a table that is in use, with longer and longer pauses (10).", "N" },
        { "step", "Asks before each statement, and says after it what it did and which locks are held." },
        { "lock-wait", "How long to wait for another deploy to end (10; 0 waits for ever).", "SECONDS" } };
}

Result<EngineOptions> engineOptions(const Context& context)
{
    EngineOptions options = engineOptions(context.environment());
    const auto profile = context.profile();
    CORRIDOR_TRY(profile);
    if (*profile && (*profile)->isProtected)
        options.statementLockTimeoutMs = 2000;
    if (context.isSet("step") && (!context.isInteractive() || context.json()))
        return fail("usage", "--step asks before each statement: it needs a terminal, and no --json.");
    if (context.isSet("step")) {
        options.gate = stepPrompt(context);
        options.tellLocks = true;
    }
    if (context.isSet("as-prisma"))
        options.runner = Runner::AsPrisma;
    bool isNumber = true;
    if (context.isSet("lock-timeout"))
        options.statementLockTimeoutMs = context.value("lock-timeout").toInt(&isNumber);
    if (!isNumber || options.statementLockTimeoutMs < 0)
        return fail("usage", "--lock-timeout takes a number of milliseconds.");
    if (context.isSet("lock-attempts"))
        options.lockAttempts = context.value("lock-attempts").toInt(&isNumber);
    if (!isNumber || options.lockAttempts < 1)
        return fail("usage", "--lock-attempts takes a number from 1.");
    if (context.isSet("lock-wait"))
        options.lockTimeoutMs = int(context.value("lock-wait").toDouble(&isNumber) * 1000);
    if (!isNumber || options.lockTimeoutMs < 0)
        return fail("usage", "--lock-wait takes a number of seconds.");
    return options;
}

} // namespace corridor
