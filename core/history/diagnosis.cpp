// SPDX-License-Identifier: MIT
#include "history/diagnosis.h"

#include <QHash>
#include <algorithm>

namespace corridor {

namespace {

struct StateNames {
    MigrationState state;
    const char* word;
    const char* text;
};
constexpr StateNames stateNames[] = {
    { MigrationState::Applied, "applied", "applied" },
    { MigrationState::Pending, "pending", "not applied yet" },
    { MigrationState::Failed, "failed", "started and did not finish" },
    { MigrationState::RolledBack, "rolled-back", "rolled back; the next deploy applies it again" },
    { MigrationState::Edited, "edited", "edited after it was applied" },
    { MigrationState::Missing, "missing", "in the database, but its folder is gone" },
    { MigrationState::OutOfOrder, "out-of-order", "not applied yet, though a later one is" },
};

const StateNames& namesOf(MigrationState state)
{
    return *std::ranges::find(stateNames, state, &StateNames::state);
}

// Prisma compares with the first row of a name that counts; a rolled-back one says nothing of what is in the database.
bool isEdited(const MigrationStatus& status, const Migration& migration)
{
    const auto row = std::ranges::find_if(status.rows, [](const HistoryRow& r) { return !r.isRolledBack(); });
    return row != status.rows.end() && migration.script && !checksumMatches(row->checksum, *migration.script);
}

MigrationState stateOf(const MigrationStatus& status)
{
    const auto any = [&](auto test) { return std::ranges::any_of(status.rows, test); };
    if (any([](const HistoryRow& row) { return row.isFailed(); }))
        return MigrationState::Failed;
    if (any([](const HistoryRow& row) { return row.isApplied(); }))
        return !status.onDisk ? MigrationState::Missing : status.edited ? MigrationState::Edited : MigrationState::Applied;
    if (!status.rows.isEmpty())
        return status.onDisk ? MigrationState::RolledBack : MigrationState::Missing;
    return MigrationState::Pending;
}

// A pending migration before one that is applied: Prisma applies it all the same, and says nothing.
void markOutOfOrder(QList<MigrationStatus>& migrations)
{
    bool laterApplied = false;
    for (auto it = migrations.rbegin(); it != migrations.rend(); ++it) {
        if (it->state == MigrationState::Applied || it->state == MigrationState::Edited)
            laterApplied = true;
        else if (it->state == MigrationState::Pending && laterApplied)
            it->state = MigrationState::OutOfOrder;
    }
}

// Those without a folder stand before the first of the folder that started after them.
void insertMissing(QList<MigrationStatus>& migrations, QList<MigrationStatus> missing)
{
    std::ranges::stable_sort(missing, {}, [](const MigrationStatus& status) { return status.rows.first().startedAt; });
    for (const MigrationStatus& status : missing) {
        const auto later = std::ranges::find_if(migrations, [&](const MigrationStatus& other) {
            return other.rows.isEmpty() || other.rows.first().startedAt > status.rows.first().startedAt;
        });
        migrations.insert(later, status);
    }
}

} // namespace

QString stateWord(MigrationState state) { return namesOf(state).word; }
QString stateText(MigrationState state) { return namesOf(state).text; }

bool MigrationStatus::isPending() const
{
    return state == MigrationState::Pending || state == MigrationState::OutOfOrder || state == MigrationState::RolledBack;
}

int Diagnosis::count(MigrationState state) const
{
    return int(std::ranges::count(migrations, state, &MigrationStatus::state));
}

QStringList Diagnosis::pending() const
{
    QStringList names;
    for (const MigrationStatus& status : migrations) {
        if (status.isPending())
            names << status.name;
    }
    return names;
}

bool Diagnosis::hasFailed() const { return count(MigrationState::Failed) > 0; }

bool Diagnosis::isUpToDate() const
{
    // A folder that is gone and whose rows are all rolled back left nothing behind.
    return std::ranges::all_of(migrations, [](const MigrationStatus& status) {
        return status.state == MigrationState::Applied
            || (status.state == MigrationState::Missing && std::ranges::all_of(status.rows, &HistoryRow::isRolledBack));
    });
}

const MigrationStatus* Diagnosis::find(const QString& name) const
{
    const auto it = std::ranges::find(migrations, name, &MigrationStatus::name);
    return it == migrations.end() ? nullptr : &*it;
}

Diagnosis diagnose(const QList<Migration>& folder, const QList<HistoryRow>& rows, bool tableExists)
{
    QHash<QString, QList<HistoryRow>> past;
    QStringList recorded;
    for (const HistoryRow& row : rows) {
        if (!past.contains(row.migrationName))
            recorded << row.migrationName;
        past[row.migrationName] << row;
    }

    Diagnosis diagnosis { .tableExists = tableExists };
    for (const Migration& migration : folder) {
        MigrationStatus status { .name = migration.name, .rows = past.take(migration.name),
            .hasDown = migration.down.has_value(), .checksum = migration.checksum };
        status.edited = isEdited(status, migration);
        status.state = stateOf(status);
        diagnosis.migrations << status;
    }
    markOutOfOrder(diagnosis.migrations);

    QList<MigrationStatus> missing;
    for (const QString& name : recorded) {
        if (!past.contains(name))
            continue;
        MigrationStatus status { .name = name, .rows = past.value(name), .onDisk = false };
        status.checksum = status.rows.last().checksum;
        status.state = stateOf(status);
        missing << status;
    }
    insertMissing(diagnosis.migrations, missing);
    return diagnosis;
}

} // namespace corridor
