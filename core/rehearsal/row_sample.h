// SPDX-License-Identifier: MIT
#pragma once

#include "postgres/session.h"

namespace corridor {

// Copies about `percent` of every table's rows from `source` into `copy`, an empty copy of its structure, and then, as
// long as any are missing, the rows that foreign keys of these refer to: the sample is consistent as far as its source
// is. Rows of one moment (a read-only, repeatable-read transaction); no triggers fire in the copy. Prisma's own table is
// left out. The same rows each time, as long as the source stays as it is. How many rows it copied.
// "rehearse-rows-unsupported" for a database with TimescaleDB, whose chunks cannot be filled one by one.
Result<qint64> copySample(Session& source, Session& copy, double percent, const CancelToken& token = CancelToken::never());

} // namespace corridor
