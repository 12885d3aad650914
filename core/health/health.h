// SPDX-License-Identifier: MIT
#pragma once

#include "base/cancel.h"
#include "history/diagnosis.h"
#include "postgres/connection.h"
#include "project/project.h"

#include <QDateTime>
#include <QJsonObject>

namespace corridor {

// Whether a database is as the project's folder says, in few numbers: for load balancers, alarms and dashboards.
struct Health {
    std::optional<Error> error; // why the database could not be asked
    int applied = 0, pending = 0, failed = 0;
    int drifted = 0; // applied, but edited since or gone from the folder
    QStringList problems; // names with their states
    std::optional<QDateTime> lastFinished; // of the newest applied migration, UTC
    qint64 durationMs = 0; // of this look

    bool isReachable() const { return !error; }
    bool isReady() const { return !error && pending == 0 && failed == 0 && drifted == 0; }
    QString word() const; // ready, pending, failed, drifted, unreachable
    QJsonObject toJson() const;
};

// Pure.
Health healthOf(const Diagnosis& diagnosis);
// Opens a session, looks, closes it.
Health readHealth(const ConnectionOptions& connection, const Project& project,
    const CancelToken& token = CancelToken::never());

// Pure. Prometheus's text format, version 0.0.4.
QByteArray prometheusMetrics(const Health& health, const QString& database);

} // namespace corridor
