// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace corridor {

// Reviews real migrations with `corridor lint` and with squawk by turns, whole processes: a folder of about 500, and
// one script of 10 MB made of them. `squawk` is the native program of npm's squawk-cli. Empty, or why there was no race.
QString raceLint(const QString& corridor, const QString& squawk, int rounds);

} // namespace corridor
