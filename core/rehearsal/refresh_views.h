// SPDX-License-Identifier: MIT
#pragma once

#include "postgres/session.h"

namespace corridor {

// Fills the materialized views of a copy anew, those that were filled at all; later ones may read earlier ones.
Result<void> refreshViews(Session& copy, const CancelToken& token = CancelToken::never());

} // namespace corridor
