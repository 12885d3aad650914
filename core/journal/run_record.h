// SPDX-License-Identifier: MIT
#pragma once

#include "base/environment.h"
#include "journal/target_identity.h"

#include <QDateTime>
#include <QJsonObject>
#include <QList>
#include <QString>
#include <optional>

namespace corridor {

// One statement (or one whole script, where it went to the server in one piece) of a run.
struct StepRecord {
    QString migration;
    int index = 0; // 0-based within its migration
    int line = 0; // 1-based, 0 where there is none
    QString outcome;
    qint64 durationMs = 0;
    qint64 rows = -1; // affected rows, -1 where the server counts none
    bool operator==(const StepRecord&) const = default;
};

// One execution of a plan, as it is written down. Times are UTC with milliseconds.
struct RunRecord {
    QString id; // a UUID; Journal::begin() makes one where it is empty
    QDateTime startedAt;
    QString who; // the user of this machine's system
    QString machine; // its host name
    QString programVersion;
    QString project; // the project's root folder
    QString profile; // empty for a bare --url
    QString environment;
    QString action; // deploy, rollback, reset, resolve …
    TargetIdentity target;
    QString role; // as whom on the server
    QString serverVersion;
    QJsonObject plan;
    std::optional<QDateTime> finishedAt; // unset while it runs, and for ever when the program died
    QString outcome; // a word; empty as long as finishedAt is unset
    std::optional<QJsonObject> error; // Error::toJson()
    QList<StepRecord> steps; // only filled by Journal::run()

    bool isFinished() const { return finishedAt.has_value(); }
    bool operator==(const RunRecord&) const = default;
};

// A record that starts now, with user, machine and program version of this process filled in.
RunRecord newRunRecord(const Environment& environment);

// The system's user; under sudo "alice (as root)", because "root" tells nobody who it was.
QString currentUser(const Environment& environment);

} // namespace corridor
