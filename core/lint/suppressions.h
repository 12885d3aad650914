// SPDX-License-Identifier: MIT
#pragma once

#include "lint/options.h"

namespace corridor {

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
