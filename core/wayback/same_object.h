// SPDX-License-Identifier: MIT
#pragma once

#include "catalog/snapshot.h"

namespace corridor {

// What `object` of another state of the same database is in `snapshot`, whatever it is called there; null where it is
// gone. A column that was dropped and made again is another one.
const CatalogObject* sameObject(const Snapshot& snapshot, const CatalogObject& object);

} // namespace corridor
