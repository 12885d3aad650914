// SPDX-License-Identifier: MIT
#pragma once

#include "lint/options.h"

namespace corridor {

// A comment that allows findings for a reason, as somebody decided.
struct Decision {
    QStringList rules;
    QString reason;
    int line = 0; // of the comment, from 1
    bool wholeFile = false;
    bool operator==(const Decision&) const = default;
};
// Those of a script, in order; squawk's comments give no reason and are none.
QList<Decision> decisionsIn(const Script& script);

// Takes out the findings that the script's comments allow, and adds findings about the comments themselves.
//
//     -- corridor: allow drop-column, rename-column because release 42 no longer reads it     (the next statement, or
//                                                                                              the one that it stands in)
//     -- corridor: allow-file create-index-blocking because the table is empty                (the whole file)
//     -- squawk-ignore ban-drop-column         -- squawk-ignore-file         (squawk's own, by its rule names)
//
// Ours need a reason; without one nothing is allowed and `suppression-without-reason` is reported. A rule that does
// not exist is `suppression-unknown`, one that allowed nothing is `suppression-unused`.
void applySuppressions(const LintMigration& migration, QList<Finding>& findings);

} // namespace corridor
