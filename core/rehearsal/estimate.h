// SPDX-License-Identifier: MIT
#pragma once

#include "rehearsal/clone.h"
#include "rehearsal/traced_run.h"

namespace corridor {

// What a statement will take on production, told from the copy: its time and bytes there, times how much larger
// production's tables are. Unknown where the copy had no rows to tell from.
struct Estimate {
    bool known = false;
    double lowMs = 0, expectedMs = 0, highMs = 0;
    qint64 diskBytes = 0; // beside what is there, until the transaction ends
    qint64 walBytes = 0;
    double factor = 1; // production's bytes per byte of the copy
    QString basis; // a sentence
    bool operator==(const Estimate&) const = default;
};

// Pure. A copy with statistics only is estimated by the sizes and by general rates, in a range of a fifth to five times.
// Else the range is half to twice the expected time, wider the further production is from the copy.
Estimate estimateStatement(const TracedStatement& statement, CloneRows rows, const QList<RelationSize>& copy,
    const QList<RelationSize>& production);
// Times and bytes of all; known where each is.
Estimate estimateTotal(const QList<Estimate>& statements);

} // namespace corridor
