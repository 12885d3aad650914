// SPDX-License-Identifier: MIT
#pragma once

#include "rehearsal/rehearsal_report.h"

namespace corridor {

// The report as one HTML file that needs nothing else, without scripts, for the screen (light and dark) and for paper.
// All text that came from elsewhere is escaped. Pure.
QByteArray reportPage(const RehearsalReport& report);

} // namespace corridor
