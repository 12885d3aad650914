// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace corridor {

// Starts corridor-workbench, sqlitebrowser and Kate by turns on an empty X display and prints the time from start to
// first paint and the peak of resident memory. Who is not installed is left out, and said so. Empty, or why there was
// no race.
QString raceWindows(const QString& workbench, const QString& firstPaint, int rounds);

} // namespace corridor
