// SPDX-License-Identifier: MIT
// corridor migrate status: Prisma's order of words, first hit wins. It hides failed rows while anything is pending, and
// edits always; `corridor status` tells the whole truth.
#include "prisma_call.h"

#include <algorithm>

namespace corridor {

namespace {

struct Comparison {
    QStringList unapplied; // folders without a row that counts
    QStringList absent;    // rows without a folder
    QStringList failed;
    QString lastCommon = "null";
};

Comparison compare(const PrismaCall& call, const DatabaseState& state)
{
    const auto counts = [&](const HistoryRow& row) { return !call.countsRolledBackAsPending() || !row.isRolledBack(); };
    Comparison result;
    for (const Migration& migration : call.project().migrations) {
        const bool known = std::ranges::any_of(state.rows,
            [&](const HistoryRow& row) { return row.migrationName == migration.name && counts(row); });
        if (!known)
            result.unapplied << migration.name;
        else if (result.unapplied.isEmpty())
            result.lastCommon = migration.name;
    }
    for (const HistoryRow& row : state.rows) {
        if (counts(row) && !call.project().find(row.migrationName) && !result.absent.contains(row.migrationName))
            result.absent << row.migrationName;
        if (row.isFailed())
            result.failed << row.migrationName;
    }
    return result;
}

QString s(const QStringList& names) { return names.size() > 1 ? "s" : ""; }

int reportUnapplied(const PrismaCall& call, const Comparison& found)
{
    if (found.absent.isEmpty()) {
        call.out(QString("Following migration%1 have not yet been applied:\n%2\n").arg(s(found.unapplied), found.unapplied.join('\n')));
        call.out("To apply migrations in development run prisma migrate dev.\n"
                 "To apply migrations in production run prisma migrate deploy.");
        return 1;
    }
    call.err("Your local migration history and the migrations table from your database are different:\n\n"
             "The last common migration is: " + found.lastCommon + "\n\n"
             "The migration" + s(found.unapplied) + " have not yet been applied:\n" + found.unapplied.join('\n') + "\n\n"
             "The migration" + s(found.absent) + " from the database are not found locally in prisma/migrations:\n"
        + found.absent.join('\n'));
    return 1;
}

int reportFailed(const PrismaCall& call, const QStringList& failed)
{
    const QString name = failed.first();
    call.err(QString("Following migration%1 have failed:\n%2\n\n").arg(s(failed), failed.join('\n'))
        + "During development if the failed migration(s) have not been deployed to a production database you can then fix the "
          "migration(s) and run prisma migrate dev.\n\n"
          "The failed migration(s) can be marked as rolled back or applied:\n\n"
          "- If you rolled back the migration(s) manually:\n"
          "prisma migrate resolve --rolled-back \"" + name + "\"\n\n"
          "- If you fixed the database manually (hotfix):\n"
          "prisma migrate resolve --applied \"" + name + "\"\n\n"
          "Read more about how to resolve migration issues in a production database:\n"
          "https://pris.ly/d/migrate-resolve");
    return 1;
}

// An unreadable script of a migration that has rows stops Prisma's status too.
const Migration* unreadable(const PrismaCall& call, const DatabaseState& state)
{
    for (const Migration& migration : call.project().migrations) {
        if (!migration.script && std::ranges::contains(state.rows, migration.name, &HistoryRow::migrationName))
            return &migration;
    }
    return nullptr;
}

int run(PrismaCall& call)
{
    if (auto provider = checkProvider(call.project()); !provider)
        return call.engineError(provider.error());
    auto session = call.open(false);
    if (!session)
        return call.connectionError(session.error());
    const auto state = inspect(*session, call.project(), call.token());
    if (!state)
        return call.engineError(state.error());
    if (unreadable(call, *state))
        return call.engineError(Error { .code = "P3015",
            .message = "Could not find the migration file at migration.sql. Please delete the directory or restore the migration file." });
    call.out();
    call.printFound();
    const Comparison found = compare(call, *state);
    if (!found.unapplied.isEmpty())
        return reportUnapplied(call, found);
    if (!state->tableExists) {
        call.err("The current database is not managed by Prisma Migrate.\n\n"
                 "Read more about how to baseline an existing production database:\nhttps://pris.ly/d/migrate-baseline");
        return 1;
    }
    if (!found.failed.isEmpty())
        return reportFailed(call, found.failed);
    call.out("\nDatabase schema is up to date!");
    return 0;
}

} // namespace

const PrismaCall::Spec migrateStatus { "migrate status", { "--schema", "--config" }, { "--telemetry-information" }, run };

} // namespace corridor
