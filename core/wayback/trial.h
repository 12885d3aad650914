// SPDX-License-Identifier: MIT
#pragma once

#include "wayback/ladder.h"
#include "wayback/way_back.h"

namespace corridor {

// What came of a migration and its way back, run on a copy: up, down, up again.
struct Proof {
    enum class Verdict {
        Proved, // the schema and the rows of before come back, and the migration can be applied again
        LosesData, // the schema does, and rows or values do not
        NotProved,
    };
    Verdict verdict = Verdict::NotProved;
    QString why; // a sentence; empty where it is proved
    QStringList lost; // LosesData: what, each a clause
    QString caution;  // LosesData: what stopped the way back where rows were in the tables, which it had none for
    bool operator==(const Proof&) const = default;
};
QString verdictWord(Proof::Verdict verdict); // proved, loses-data, not-proved
std::optional<Proof::Verdict> verdictFromWord(const QString& word);

struct TrialOptions {
    std::optional<QByteArray> down; // the way back to try; unset: the generated one
    WayBackOptions wayBack; // how to generate it; migration and serverVersion are filled in
    bool seed = true; // rows in the tables that the migration touches
};

struct Trial {
    WayBack way; // generated, with what the schemas and the text tell; `script` is the given one where one was given
    Proof proof;
};

// Tries the migration above the ladder; the ladder stays where it is. Atomic scripts run in one transaction that is
// taken back, others on a copy of the database.
// Errors: "migration-fails", "down-impossible" (without a given way back), "cancelled", Session's.
Result<Trial> tryWayBack(Ladder& ladder, const Migration& migration, const TrialOptions& options,
    const CancelToken& token = CancelToken::never());

// The text of down.sql. What the proof found is said in it too, for whoever reads it at night.
QByteArray scriptText(const Trial& trial);

// What differs between two states, a few of the objects; empty where nothing does. What keeps rows may be left over:
// `kept`, and all in the schema for them.
QString stateDifference(const Snapshot& expected, const Snapshot& found, const QStringList& kept = {});

} // namespace corridor
