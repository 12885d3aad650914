// SPDX-License-Identifier: MIT
#pragma once

#include "catalog/diff/side.h"

namespace corridor {

// "schema"."table"; "schema"."f"(integer, text); of a column or a trigger only its own name.
QString sqlName(const CatalogObject& object);
// The table (view, type, domain) that a part belongs to; of a part's part (a default) the table too.
QString tableName(const CatalogObject& part, const Side& side);
const CatalogObject* tableOf(const CatalogObject& part, const Side& side);
// As COMMENT ON and DROP name it: TABLE "s"."t", CONSTRAINT "c" ON "s"."t", COLUMN "s"."t"."c".
QString reference(const CatalogObject& object, const Side& side);
// The name that only one object of a schema can have: relations, types and indexes (those of constraints too) share
// theirs, routines with the same arguments do. Empty for other kinds.
QString sharedName(const CatalogObject& object);
// ALTER TABLE "s"."t", ALTER FOREIGN TABLE …, ALTER MATERIALIZED VIEW …, with a space at the end.
QString alterTable(const CatalogObject& table, bool only = false);
// ALTER INDEX "s"."i": of an index, and of the index that carries a constraint.
QString alterIndex(const CatalogObject& index);

} // namespace corridor
