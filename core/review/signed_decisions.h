// SPDX-License-Identifier: MIT
#pragma once

#include "review/output/review.h"

namespace corridor {

// What the comments of a script allow, and who wrote them as git knows; `self` where git does not. `path` is absolute.
QList<SignedDecision> signedDecisions(const Script& script, const QString& path, const QString& self);

} // namespace corridor
