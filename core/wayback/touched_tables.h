// SPDX-License-Identifier: MIT
#pragma once

#include "catalog/snapshot.h"
#include "sql/script.h"

namespace corridor {

// The tables of `before` that a script names, in its blocks too (where it calls a function of the user's: all of them), and those that they refer to by foreign keys;
// referred-to ones first, as far as there is no circle. Names without a schema are looked for in `schema`.
QList<const CatalogObject*> touchedTables(const Script& script, const Snapshot& before, const QString& schema);

} // namespace corridor
