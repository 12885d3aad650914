// SPDX-License-Identifier: MIT
#include "attempt.h"

#include <QCoreApplication>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace corridor {

namespace {

QString translated(const char* text)
{
    return QCoreApplication::translate("corridor::Attempt", text);
}

Attempt::Outcome outcomeOf(const HistoryRow& row)
{
    if (row.isRolledBack())
        return row.finishedAt ? Attempt::Outcome::RolledBack : Attempt::Outcome::Resolved;
    if (!row.finishedAt)
        return Attempt::Outcome::Failed;
    // What `resolve --applied` writes: finished at its start, without a step.
    const bool marked = row.appliedStepsCount == 0 && *row.finishedAt == row.startedAt;
    return marked ? Attempt::Outcome::Marked : Attempt::Outcome::Applied;
}

Attempt attemptOf(const HistoryRow& row)
{
    return { .migration = row.migrationName,
        .outcome = outcomeOf(row),
        .started = row.startedAt,
        .finished = row.finishedAt.value_or(QDateTime()),
        .rolledBack = row.rolledBackAt.value_or(QDateTime()),
        .steps = row.appliedStepsCount,
        .logs = row.logs.value_or(QString()) };
}

} // namespace

StateLook outcomeLook(Attempt::Outcome outcome)
{
    switch (outcome) {
    case Attempt::Outcome::Applied:
        return { translated("Applied"), "applied"_L1, Tone::Ok };
    case Attempt::Outcome::Marked:
        return { translated("Marked as applied"), "check"_L1, Tone::Neutral };
    case Attempt::Outcome::Failed:
        return { translated("Failed"), "failed"_L1, Tone::Error };
    case Attempt::Outcome::Resolved:
        return { translated("Failed, resolved"), "failed"_L1, Tone::Warning };
    case Attempt::Outcome::RolledBack:
        return { translated("Rolled back"), "rolled-back"_L1, Tone::Neutral };
    case Attempt::Outcome::Pending:
        return { translated("Pending"), "pending"_L1, Tone::Pending };
    }
    return {};
}

QList<Attempt> attempts(const Diagnosis& diagnosis)
{
    QList<Attempt> all, pending;
    for (const MigrationStatus& status : diagnosis.migrations) {
        for (const HistoryRow& row : status.rows)
            all << attemptOf(row);
        if (status.isPending())
            pending << Attempt { .migration = status.name };
    }
    std::ranges::stable_sort(all, {}, &Attempt::started);
    return all + pending;
}

} // namespace corridor
