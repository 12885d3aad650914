// SPDX-License-Identifier: MIT
#pragma once

#include "sql/facts.h"
#include "sql/script.h"

namespace corridor {

// What a statement does while it runs, for the mark beside its first line.
struct StatementMark {
    int line = 0; // of its code, from 1
    LockMode lock = LockMode::None;
    TableWork work = TableWork::None;
    bool alone = false; // cannot run inside a transaction
    QString text;       // facts and their sources, for people
    bool operator==(const StatementMark&) const = default;
};

// The marks of a script's statements, of those that lock more than readers do or must stand alone. Follows the script
// in `schema`; `fresh` says that it has not run yet.
QList<StatementMark> marksOf(const Script& script, SchemaState& schema, int major, bool fresh);

} // namespace corridor
