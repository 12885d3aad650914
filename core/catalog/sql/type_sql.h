// SPDX-License-Identifier: MIT
#pragma once

#include "catalog/diff/sql_context.h"

namespace corridor {

// Enums, domains, composite and range types.
QStringList createType(const CatalogObject& type, const SqlContext& context);
// What ALTER TYPE and ALTER DOMAIN can do; see swapType() for the rest.
QStringList alterType(const CatalogObject& before, const CatalogObject& after, const QList<Property>& changed,
    const SqlContext& context);

// How the labels of an enum differ.
struct LabelChanges {
    QList<std::pair<QString, QString>> renamed; // by identity only
    QStringList added, removed;
    bool reordered = false; // the labels that stay are in another order
    bool onlyGrows() const { return removed.isEmpty() && !reordered; }
};
LabelChanges labelChanges(const CatalogObject& before, const CatalogObject& after);

// A type that cannot be altered is made anew beside the old one, and the columns that have it are carried over:
// ALTER TYPE … RENAME TO, CREATE TYPE, ALTER TABLE … TYPE … USING, DROP TYPE. Everything else that needs the type must
// be gone before, and comes back after. `columns` are of tables, and have the type or arrays of it before and after.
QStringList swapType(const CatalogObject& before, const CatalogObject& after,
    const QList<const CatalogObject*>& columns, const SqlContext& context);

} // namespace corridor
