// SPDX-License-Identifier: MIT
#pragma once

#include "checklist/checklist.h"
#include "engine/plan.h"

namespace corridor {

// What stands between a plan and a protected target, and what the person in front of it has said.
struct GuardInput {
    QString profile; // its name, for the sentences
    Gate gate; // as it stands for the target, with the plan's scripts as the pending ones
    bool ciOnly = false; // the profile lets only CI deploy,
    bool inCi = false; // and whether this is CI
    QString confirmedDatabase; // the name that was typed
    QStringList unproved;      // rollback: migrations of the plan whose way back nobody has proved as it is now
    bool withoutProof = false; // they are to be undone all the same
    QString overrideReason;    // why to go on though the gate is closed; kept in the journal
};

// Pure. For a plan on a protected profile: a reset is refused ("profile-protected"); so is a deploy outside of CI where
// only CI may ("ci-only"); a deploy needs the gate open or a reason ("gate-closed", with what is missing as detail); a
// rollback needs every way back proved, or the word to go without ("rollback-not-proved"); everything needs the
// database's name typed ("not-confirmed"). Nothing was changed when it fails.
Result<void> guard(const Plan& plan, const GuardInput& input);

} // namespace corridor
