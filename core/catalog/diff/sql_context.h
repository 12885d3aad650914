// SPDX-License-Identifier: MIT
#pragma once

#include "catalog/diff.h"
#include "catalog/diff/side.h"

#include <QSet>

namespace corridor {

// What the writers of SQL look at. `from` is the state with all renames done.
struct SqlContext {
    const Side& from;
    const Side& to;
    const DiffOptions& options;
    int version;              // of the server that will run it
    QSet<QString> inlined;    // keys that the statement of their table brings along
    QSet<QString> serials;    // keys of columns that are written as SERIAL, with their sequence and default

    // Whether the object's table (or itself, for a table) is there before and after.
    bool stays(const QString& table) const { return from.find(table) && to.find(table); }
};

} // namespace corridor
