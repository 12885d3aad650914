// SPDX-License-Identifier: MIT
#pragma once

#include "history/diagnosis.h"

#include <optional>

namespace corridor {

// The ways out of trouble that the window leads through.
enum class GuideFlow {
    Failure, // a migration failed: identify it, say what is true of it, correct it, deploy
    Baseline, // a database that has tables but no history
    Drift, // a database that was changed by hand
};

// What a step offers to do. Each is a command that the window has anyway.
enum class GuideDeed {
    OpenScript,
    MarkRolledBack,
    MarkApplied,
    NewMigration,
    Deploy,
    MarkBaseline,
    Compare,
    Adopt,
    MarkAdopted
};
QString deedText(GuideDeed deed); // for a button

// What the steps are worked out from.
struct GuideFacts {
    Diagnosis diagnosis;
    QStringList tables; // some of those of a database without a history
    QString migration; // Failure: the one that failed, kept after it was marked
    QString failedChecksum; // Failure: of its script when it was marked
    QStringList before; // the folder when the guide began
    std::optional<QStringList> differences; // Drift: unset until compared
    QString adopted; // Drift: the migration that takes the differences up
};

struct GuideStep {
    QString title;
    QString text;
    QList<GuideDeed> deeds; // the first is the advice
    bool done = false;
};

// Pure. The steps of a flow, in order; the first that is not done is where one stands. A flow that has nothing to do
// for this database has one step that is done and says so.
QList<GuideStep> guideSteps(GuideFlow flow, const GuideFacts& facts);

// The flow that this database needs most; Failure where it needs none.
GuideFlow suggestedFlow(const GuideFacts& facts);

// The migration that failed first; empty where none did.
QString firstFailed(const Diagnosis& diagnosis);

} // namespace corridor
