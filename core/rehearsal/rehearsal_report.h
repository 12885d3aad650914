// SPDX-License-Identifier: MIT
#pragma once

#include "rehearsal/checks.h"
#include "rehearsal/estimate.h"
#include "rehearsal/load_replay.h"
#include "rehearsal/query_check.h"
#include "rehearsal/rollback_proof.h"

#include <QDateTime>
#include <QJsonObject>

namespace corridor {

// Where the copy came from and how it was made.
struct CloneSummary {
    QString source; // for people: a connection without password, or a file
    QString rows; // RowChoice::word()
    int serverVersion = 0;
    qint64 durationMs = 0;
    qint64 bytes = 0;
    QStringList masked; // columns, each with its mask
    QStringList notes;
};

// What became of the application's queries.
struct QueryReport {
    QString source; // pg_stat_statements, or a file; empty where none were looked at
    QString why; // they were not looked at; a sentence
    int count = 0; // that were prepared
    int unprepared = 0; // that did not prepare even before
    QList<QueryChange> changes;
    int broken() const;
};

// All that a rehearsal found: a value, which the JSON document, the HTML page and the journal are made of.
struct RehearsalReport {
    enum class Verdict {
        Passed, // it ran, and nothing stands out
        Attention, // it ran, and a person should read the reasons
        Failed, // a script failed, or a check does not hold afterwards
    };
    Verdict verdict = Verdict::Passed;
    QStringList reasons; // each a sentence
    QDateTime startedAt; // UTC
    QString project; // its root
    QString production; // whose sizes the estimates are for; empty where the copy's own are taken
    CloneSummary clone;
    QList<TracedMigration> migrations;
    QList<QList<Estimate>> estimates; // of each statement of each migration
    Estimate total;
    double durationMs = 0; // of the scripts
    double tracingMs = 0;
    std::optional<Error> error; // what stopped the run
    RollbackProof rollback;
    QList<CheckResult> checks;
    QueryReport queries;
    LoadReport load;
    QStringList blocking; // tables that are closed to others for a second or more, each a sentence; filled in by judge()

    // Documented in corridor(1).
    QJsonObject toJson() const;
};
QString verdictWord(RehearsalReport::Verdict verdict); // passed, attention, failed

// Fills in verdict, reasons and blocking from the rest. Pure.
void judge(RehearsalReport& report);

} // namespace corridor
