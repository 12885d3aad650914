// SPDX-License-Identifier: MIT
#pragma once

#include "catalog/diff/sql_context.h"

namespace corridor {

// The kinds that are rare, and mostly told whole: schemas, extensions, collations, operators, text search, foreign
// servers, publications, default privileges …
QStringList createTail(const CatalogObject& object, const SqlContext& context);
QStringList alterTail(const CatalogObject& before, const CatalogObject& after, const QList<Property>& changed,
    const SqlContext& context);
QStringList dropDefaultPrivileges(const CatalogObject& object, const SqlContext& context);

} // namespace corridor
