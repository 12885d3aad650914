// SPDX-License-Identifier: MIT
#pragma once

#include "catalog/diff/sql_context.h"

namespace corridor {

// What can be said about any kind: comment, owner, privileges, security labels, dependence on an extension.
bool isAnnotation(Property property);
// From what `before` has (null: a new object, with what PostgreSQL gives it) to what `after` has.
QStringList annotationSql(const CatalogObject* before, const CatalogObject& after, const SqlContext& context);

} // namespace corridor
