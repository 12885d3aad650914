// SPDX-License-Identifier: MIT
#pragma once

#include "engine/engine.h"

#include <QJsonArray>

namespace corridor {

// "migrations" of `status --json` and `history --json`.
QJsonObject toJson(const MigrationStatus& status);
QJsonObject toJson(const HistoryRow& row);
QJsonArray toJson(const QList<MigrationStatus>& migrations);
QJsonArray toJson(const QList<ProjectProblem>& problems);
// UTC, ISO 8601 with milliseconds; null where there is no time.
QJsonValue timeJson(const std::optional<QDateTime>& time);

} // namespace corridor
