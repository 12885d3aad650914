// SPDX-License-Identifier: MIT
#include "schema/drift.h"

#include "history/history_table.h"

namespace corridor {

namespace {

// The rows that made the database what it is, sorted into what is known of them.
Result<QList<Migration>> appliedMigrations(const QList<HistoryRow>& rows, const Project& project, Drift& drift)
{
    QList<Migration> migrations;
    QStringList missing;
    for (const HistoryRow& row : rows) {
        if (row.isFailed())
            drift.failed.append(row.migrationName);
        if (!row.isApplied() || drift.applied.contains(row.migrationName))
            continue;
        const Migration* found = project.find(row.migrationName);
        if (!found || !found->script) {
            missing.append(row.migrationName);
            continue;
        }
        if (!checksumMatches(row.checksum, *found->script))
            drift.edited.append(row.migrationName);
        drift.applied.append(row.migrationName);
        migrations.append(*found);
    }
    if (missing.isEmpty())
        return migrations;
    return fail("drift-script-missing",
        QString("What the database should be is not known: the folder lacks applied migrations (%1).").arg(missing.join(", ")),
        "Bring their folders back from version control, then ask again.");
}

Result<QList<HistoryRow>> readHistory(Session& session, const CancelToken& token)
{
    const auto table = HistoryTable::find(session, token);
    CORRIDOR_TRY(table);
    if (!table->exists())
        return fail("drift-no-history", "The database has no _prisma_migrations: nothing says what it should be.",
            "`corridor diff` compares it with a folder; `corridor pull` makes a baseline of it.");
    return table->read(token);
}

void addNotes(Drift& drift)
{
    for (const QString& name : std::as_const(drift.edited))
        drift.notes.append(QString("%1 was edited after it was applied: what the edit changed shows as drift.").arg(name));
    for (const QString& name : std::as_const(drift.failed))
        drift.notes.append(QString("%1 failed and is not resolved: what it left behind shows as drift.").arg(name));
}

// What one state looks like from the other: they come from different databases, so nothing is renamed by identity.
Result<QString> scriptBetween(const Snapshot& from, const Snapshot& to) { return render(diff(from, to)); }

} // namespace

Result<QString> Drift::adoptScript() const { return scriptBetween(expected, actual); }
Result<QString> Drift::revertScript() const { return scriptBetween(actual, expected); }

Result<Drift> readDrift(Session& session, const Project& project, const SchemaReadOptions& options, const CancelToken& token)
{
    Drift drift;
    const auto rows = readHistory(session, token);
    CORRIDOR_TRY(rows);
    Project applied = project;
    auto migrations = appliedMigrations(*rows, project, drift);
    CORRIDOR_TRY(migrations);
    applied.migrations = *migrations;
    auto actual = readSnapshot(session, options.snapshot, token);
    CORRIDOR_TRY(actual);
    drift.actual = std::move(*actual);
    SchemaReadOptions here = options;
    if (!here.major)
        here.major = session.server().major();
    auto expected = buildMigrations(applied, here, token);
    CORRIDOR_TRY(expected);
    drift.expected = std::move(expected->snapshot);
    drift.notes = expected->notes;
    addNotes(drift);
    return drift;
}

} // namespace corridor
