// SPDX-License-Identifier: MIT
#include "backup/restore_tables.h"
#include "backup/swap_database.h"
#include "backup/words.h"
#include "engine/run_journal.h"
#include "postgres/session.h"
#include "report/quantity_text.h"
#include "run_output.h"

#include <QJsonArray>

namespace corridor {

namespace {

void printSteps(const Context& context, const QStringList& steps, const QStringList& notes = {})
{
    for (qsizetype i = 0; i < steps.size(); ++i)
        context.print(QString("%1. %2").arg(i + 1, 3).arg(steps[i]));
    for (const QString& note : notes)
        context.print("note: " + note);
}

QJsonObject planJson(const Backup& backup, const QStringList& steps, const QStringList& notes = {})
{
    return { { "backup", backup.manifest.id }, { "steps", QJsonArray::fromStringList(steps) }, { "notes", QJsonArray::fromStringList(notes) } };
}

Answer planned(const QJsonObject& plan) { return QJsonObject { { "dryRun", true }, { "plan", plan } }; }

Answer restoreSome(Context& context, const Backup& backup)
{
    QList<TableName> tables;
    for (const QString& text : context.values("table")) {
        const auto table = parseTableName(text);
        if (!table)
            return table.error();
        tables << *table;
    }
    auto session = context.connect();
    if (!session)
        return session.error();
    const TableRestoreOptions options { .owners = !context.isSet("no-owner"), .keepOrphans = context.isSet("keep-orphans") };
    const auto plan = planTableRestore(backup, *session, tables, options, context.environment(), context.token());
    if (!plan)
        return plan.error();
    printSteps(context, plan->steps, plan->notes);
    const QJsonObject json = planJson(backup, plan->steps, plan->notes);
    if (context.isSet("plan"))
        return planned(json);
    if (auto agreed = confirmProtected(context, identityOf(session->options())); !agreed)
        return agreed.error();
    RestoreReport report;
    const auto done = journaled(context, "restore", session->options(), json, [&]() -> Result<void> {
        const auto restored = restoreTables(backup, session->options(), *plan, options, context.environment(), backupProgress(context), context.token());
        context.progress({});
        CORRIDOR_TRY(restored);
        report = *restored;
        return {};
    });
    if (!done)
        return done.error();
    context.print(QString("Restored %1 in %2.").arg(countText(plan->selection.tables.size(), "table"), durationText(report.durationMs)));
    return QJsonObject { { "plan", json }, { "database", report.database }, { "keptIn", plan->aside }, { "durationMs", report.durationMs } };
}

struct WholeRestore {
    QString live, into;
    bool swap = false;
    RestoreOptions options;
};

Result<WholeRestore> wholeRestore(const Context& context, const Backup& backup, const ConnectionOptions& connection)
{
    const auto jobs = jobsOption(context);
    CORRIDOR_TRY(jobs);
    WholeRestore wanted { .live = connection.value("dbname"), .into = context.value("into"), .swap = context.isSet("swap"),
        .options = { .jobs = *jobs, .owners = !context.isSet("no-owner") } };
    if (wanted.into.isEmpty())
        wanted.into = backup.manifest.database.left(38) + "_restored_" + QDateTime::currentDateTimeUtc().toString("yyyyMMdd_HHmmss");
    if (wanted.into == wanted.live)
        return fail("usage", "A database is not restored over itself.",
            "Restore into a new name, and add --swap to put it in the place of " + wanted.live + '.');
    return wanted;
}

QStringList stepsOf(const WholeRestore& wanted, const Backup& backup)
{
    QStringList steps { QString("Check the backup's files (%1).").arg(sizeText(backup.manifest.bytes())),
        QString("Create the database %1 and restore into it what %2 was at %3 (%4 then).")
            .arg(wanted.into, backup.manifest.database, backup.manifest.startedAt.toString(Qt::ISODate), sizeText(backup.manifest.databaseBytes)) };
    if (!backup.manifest.timescaleVersion.isEmpty())
        steps << "Around that, TimescaleDB's pre and post restore steps; by one process.";
    steps << "Set the database's settings, and ANALYZE it.";
    if (wanted.swap)
        steps << QString("End the sessions on %1, and rename both in one transaction: %1 is kept as %1_before_…, %2 becomes %1.").arg(wanted.live, wanted.into);
    return steps;
}

Answer restoreWhole(Context& context, const Backup& backup)
{
    const auto connection = context.connection();
    if (!connection)
        return connection.error();
    const auto wanted = wholeRestore(context, backup, *connection);
    if (!wanted)
        return wanted.error();
    const QStringList steps = stepsOf(*wanted, backup);
    printSteps(context, steps);
    const QJsonObject json = planJson(backup, steps);
    if (context.isSet("plan"))
        return planned(json);
    if (wanted->swap) {
        if (auto agreed = confirmProtected(context, identityOf(*connection)); !agreed)
            return agreed.error();
    }
    RestoreReport report;
    SwapReport swap;
    const auto done = journaled(context, "restore", *connection, json, [&]() -> Result<void> {
        const auto server = maintenanceSession(*connection, context.token());
        CORRIDOR_TRY(server);
        const auto restored = restoreDatabase(backup, server->options(), wanted->into, wanted->options, context.environment(), backupProgress(context), context.token());
        context.progress({});
        CORRIDOR_TRY(restored);
        report = *restored;
        if (!wanted->swap)
            return {};
        const auto swapped = swapDatabase(server->options(), wanted->live, wanted->into, context.token());
        CORRIDOR_TRY(swapped);
        swap = *swapped;
        return {};
    });
    if (!done)
        return done.error();
    const QString name = wanted->swap ? wanted->live : wanted->into;
    context.print(QString("Restored %1 into %2 in %3.").arg(countText(report.objects, "object"), name, durationText(report.durationMs)));
    if (!swap.keptAs.isEmpty())
        context.print("What was there is kept as " + swap.keptAs + '.');
    return QJsonObject { { "plan", json }, { "database", name }, { "objects", report.objects },
        { "keptAs", swap.keptAs.isEmpty() ? QJsonValue() : QJsonValue(swap.keptAs) }, { "durationMs", report.durationMs } };
}

} // namespace

Answer restoreWord(Context& context)
{
    if (context.arguments().size() < 2)
        return usage("Give the backup's ID, or latest: corridor backup restore ID");
    const auto backup = namedBackup(context);
    if (!backup)
        return backup.error();
    if (!context.isSet("table"))
        return restoreWhole(context, *backup);
    if (context.isSet("into") || context.isSet("swap"))
        return usage("--table restores into the database that is there: leave out --into and --swap.");
    return restoreSome(context, *backup);
}

} // namespace corridor
