// SPDX-License-Identifier: MIT
#pragma once

#include "postgres/session.h"
#include "rehearsal/mask_rows.h"

namespace corridor {

// Writes what the planner of `source` knows about its rows into `copy`, which has its structure and no rows: the
// number of rows and pages (pg_class), and of columns the share of NULLs, the width, the number of different values,
// the most common ones, the histogram and the correlation (pg_statistic, which only a superuser may write, with
// allow_system_table_mods). Of `personal` columns the values stay behind. What the source's role may not read stays
// behind too. How many columns.
// The planner goes by the copy's real number of pages: its row estimates of an empty table stay small.
Result<int> carryStatistics(Session& source, Session& copy, const QList<MaskedColumn>& personal,
    const CancelToken& token = CancelToken::never());

} // namespace corridor
