// SPDX-License-Identifier: MIT
#pragma once

#include "catalog/diff/sql_context.h"

namespace corridor {

// "c" text COLLATE "C" DEFAULT 'x' NOT NULL: as CREATE TABLE and ADD COLUMN take it, with the default where it is
// inlined and SERIAL where the column is one.
QString columnDefinition(const CatalogObject& column, const SqlContext& context);
// What columnDefinition() cannot say: storage, statistics, options of a column that was just made.
QStringList columnSettings(const CatalogObject& column, const SqlContext& context);

QStringList addColumn(const CatalogObject& column, const SqlContext& context);
QStringList dropColumn(const CatalogObject& column, const SqlContext& context);
QStringList alterColumn(const CatalogObject& before, const CatalogObject& after, const QList<Property>& changed,
    const SqlContext& context);

// Views declare no columns: theirs are only said something about.
bool isViewColumn(const CatalogObject& column, const Side& side);

QStringList setDefault(const CatalogObject& object, const SqlContext& context);
QStringList dropDefault(const CatalogObject& object, const SqlContext& context);

} // namespace corridor
