// SPDX-License-Identifier: MIT
#pragma once

#include <QDateTime>
#include <QString>
#include <optional>

namespace corridor {

// One row of _prisma_migrations. Times are UTC, in the server's microseconds cut to milliseconds by QDateTime.
struct HistoryRow {
    QString id;
    QString checksum;
    std::optional<QDateTime> finishedAt;
    QString migrationName;
    std::optional<QString> logs;
    std::optional<QDateTime> rolledBackAt;
    QDateTime startedAt;
    int appliedStepsCount = 0;

    bool isApplied() const { return finishedAt && !rolledBackAt; }
    bool isFailed() const { return !finishedAt && !rolledBackAt; }
    bool isRolledBack() const { return rolledBackAt.has_value(); }
    bool operator==(const HistoryRow&) const = default;
};

} // namespace corridor
