// SPDX-License-Identifier: MIT
#pragma once

#include "base/cancel.h"
#include "base/error.h"
#include "sql/schema_state.h"

namespace corridor {

class Session;

// The schema of a database as the linter follows it, with what only a server knows: sizes, estimated rows and writes an
// hour (of the counters since their last reset). Two round trips, in the catalogs and statistics views only.
Result<SchemaState> readLiveSchema(Session& session, const CancelToken& token = CancelToken::never());

} // namespace corridor
