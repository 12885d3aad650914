// SPDX-License-Identifier: MIT
#include "catalog/read/readers.h"

namespace corridor {

std::vector<CatalogReader> timescaleReaders() { return {}; }

} // namespace corridor
