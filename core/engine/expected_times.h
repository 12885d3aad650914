// SPDX-License-Identifier: MIT
#pragma once

#include "engine/plan.h"
#include "journal/journal.h"

namespace corridor {

// How long a statement took when the same script ran elsewhere, and where: a profile's name, or a database.
struct ExpectedTime {
    qint64 ms = 0;
    QString where;
};
// By migration and statement (0-based).
using ExpectedTimes = QHash<std::pair<QString, int>, ExpectedTime>;

// Reads the newest runs of the journal, newest first, for scripts with the checksums of the plan: what staging took is
// what production may expect. Of statements that ended well; a run of long ago, beyond the newest `runs`, is not found.
ExpectedTimes expectedTimes(const Journal& journal, const Plan& plan, int runs = 30);

} // namespace corridor
