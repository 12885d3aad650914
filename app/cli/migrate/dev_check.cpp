// SPDX-License-Identifier: MIT
#include "dev_check.h"

#include "drift_words.h"
#include "history/diagnosis.h"
#include "shadow.h"

namespace corridor {

namespace {

// Folders that count as applied for Prisma: a finished row of that name that stands.
QList<Migration> appliedOnDisk(const PrismaCall& call, const DatabaseState& state)
{
    QList<Migration> applied;
    for (const Migration& migration : call.project().migrations) {
        if (std::ranges::any_of(state.rows,
                [&](const HistoryRow& row) { return row.isApplied() && row.migrationName == migration.name; }))
            applied << migration;
    }
    return applied;
}

QString driftText(const QString& summary, bool tableExists)
{
    QString text
        = "Drift detected: Your database schema is not in sync with your migration history.\n\n"
          "The following is a summary of the differences between the expected database schema given your migrations "
          "files, and the actual schema of the database.\n\n"
          "It should be understood as the set of changes to get from the expected schema to the actual schema.\n\n";
    if (!tableExists)
        text += "If you are running this the first time on an existing database, please make sure to read this "
                "documentation page:\n"
                "https://www.prisma.io/docs/guides/database/developing-with-prisma-migrate/"
                "troubleshooting-development\n\n";
    return text + summary;
}

// Rows without a folder, beside folders without a row: they went another way.
void addDivergence(const PrismaCall& call, const DatabaseState& state, DevCheck& check)
{
    QStringList absent;
    QString lastCommon;
    bool unapplied = false;
    for (const HistoryRow& row : state.rows) {
        if (!row.isRolledBack() && !call.project().find(row.migrationName) && !absent.contains(row.migrationName))
            absent << row.migrationName;
    }
    for (const Migration& migration : call.project().migrations) {
        const bool known = std::ranges::any_of(state.rows,
            [&](const HistoryRow& row) { return row.migrationName == migration.name && !row.isRolledBack(); });
        unapplied = unapplied || !known;
        lastCommon = known && !unapplied ? migration.name : lastCommon;
    }
    if (absent.isEmpty())
        return;
    QString text = "The migrations recorded in the database diverge from the local migrations directory.";
    if (!unapplied)
        text
            = "The following migration(s) are applied to the database but missing from the local migrations directory: "
            + absent.join(", ");
    else if (!lastCommon.isEmpty())
        text += QString(" Last common migration: `%1`. Migrations applied to the database but absent from the "
                        "migrations directory are: %2")
                    .arg(lastCommon, absent.join(", "));
    check.reasons << text;
}

} // namespace

Result<DevCheck> checkDevelopment(const PrismaCall& call, Session& session, const DatabaseState& state)
{
    SnapshotOptions options = migrationSnapshot();
    options.schemas = call.project().schemas.isEmpty() ? QStringList { call.connection().schema.value_or("public") }
                                                       : call.project().schemas;
    const int major = session.server().major();
    const QList<Migration> applied = appliedOnDisk(call, state);
    const auto expected = replay(call, applied, major);
    CORRIDOR_TRY(expected);
    if (applied.size() != call.project().migrations.size())
        CORRIDOR_TRY(replay(call, call.project().migrations, major));
    const auto actual = readSnapshot(session, options, call.token());
    CORRIDOR_TRY(actual);

    DevCheck check;
    for (const HistoryRow& row : state.rows) {
        if (row.isFailed())
            check.reasons << QString("The migration `%1` failed.").arg(row.migrationName);
    }
    for (const MigrationStatus& migration :
        diagnose(call.project().migrations, state.rows, state.tableExists).migrations) {
        if (migration.edited)
            check.reasons << QString("The migration `%1` was modified after it was applied.").arg(migration.name);
    }
    const DriftWords drift = driftWords(diff(*expected, *actual), *expected, *actual);
    if (!drift.seen.isEmpty())
        check.reasons << driftText(drift.seen, state.tableExists);
    check.unseen = drift.unseen;
    addDivergence(call, state, check);
    return check;
}

} // namespace corridor
