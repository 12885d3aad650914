// SPDX-License-Identifier: MIT
#pragma once

#include "catalog/diff.h"

namespace corridor {

// The differences of two schemas in Prisma's words, without those that it does not see; those are listed in ours.
// What it sees: tables, columns, enums, plain and unique indexes, foreign keys (PRISMA, section 11).
struct DriftWords {
    QString seen; // "[+] Added tables\n  - posts\n"; empty where Prisma sees none
    QStringList unseen; // "view public.v is there, and should not be", …
};
DriftWords driftWords(const QList<Change>& changes, const Snapshot& from, const Snapshot& to);

} // namespace corridor
