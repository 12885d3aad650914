// SPDX-License-Identifier: MIT
#pragma once

#include "catalog/diff/comparison.h"
#include "catalog/diff/sql_context.h"

namespace corridor {

// With whom things come and go.

// The object whose DROP takes `object` along; `object` itself where it has to be dropped on its own.
const CatalogObject* dropHost(const CatalogObject& object, const Side& from, const Comparison& comparison);
// Whether a partition or heir has this change from its parent, which has it too.
bool followsParent(const CatalogObject& part, const Side& side, const Comparison& comparison);
// The part of the topmost table that brings the change along; `part` itself where it follows nobody.
const CatalogObject* leadingPart(const CatalogObject& part, const Side& side, const Comparison& comparison);
// Whether a sequence is given to its column in a step of its own: the column comes later, and its default needs it.
bool isOwnedLater(const CatalogObject& sequence, const Side& to, const Comparison& comparison);
// Whether `part` (a default, a constraint) can be written inside the statement that makes its table or column.
bool canInline(const CatalogObject& part, const Side& to);
// The sequence that SERIAL would make for `column`, where that is all there is to it; null otherwise.
const CatalogObject* serialSequence(const CatalogObject& column, const Side& to, const Comparison& comparison);
// The parent of an index or constraint of a partition.
const CatalogObject* parentIndex(const CatalogObject& index, const Side& side);
// The column that a sequence belongs to.
const CatalogObject* owningColumn(const CatalogObject& sequence, const Side& side);

} // namespace corridor
