// SPDX-License-Identifier: MIT
#pragma once

#include "catalog/snapshot.h"
#include "sql/dml.h"

namespace corridor {

// DELETE FROM … that takes away just the rows that `insert` has put in, or nothing where that cannot be proved: they
// must be constants, and tell their values of a key of the table. A row that was there before would have been refused.
QString removalOf(const sql::DataChange& insert, const CatalogObject& tableBefore, const CatalogObject& tableAfter,
    const Snapshot& after);

// The columns of each primary key, unique constraint and full unique index of `table`, the primary key first.
QList<QStringList> keysOf(const CatalogObject& table, const Snapshot& snapshot);

} // namespace corridor
