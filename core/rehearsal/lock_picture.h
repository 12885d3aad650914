// SPDX-License-Identifier: MIT
#pragma once

#include "rehearsal/traced_run.h"

namespace corridor {

// The locks of one migration over time as an SVG element for an HTML page: a row for each table, bars in the colour of
// what they keep out (classes reads, writes, other), a tick for each statement. Empty where no table was locked. Pure.
QString lockPicture(const TracedMigration& migration);

} // namespace corridor
