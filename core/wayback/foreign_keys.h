// SPDX-License-Identifier: MIT
#pragma once

#include "catalog/snapshot.h"

namespace corridor {

struct ForeignKey {
    QStringList columns;
    const CatalogObject* references = nullptr; // the table; of the same snapshot
    QStringList referencedColumns;
};

// Those of one table. What refers to a table that the snapshot leaves out is left out too.
QList<ForeignKey> foreignKeysOf(const CatalogObject& table, const Snapshot& snapshot);

} // namespace corridor
