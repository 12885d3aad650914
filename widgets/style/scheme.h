// SPDX-License-Identifier: MIT
#pragma once

#include <QPalette>

namespace corridor {

enum class Scheme { Light, Dark };

Scheme schemeOf(const QPalette& palette);

// Our own palettes: every role is set, so that a desktop without a theme looks as intended. Selection is a tint with
// ordinary text on it, so that coloured words stay readable in a selected row.
QPalette schemePalette(Scheme scheme);

} // namespace corridor
