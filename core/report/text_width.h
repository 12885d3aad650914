// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace corridor {

// The columns that `text` takes on a terminal: two for East Asian wide characters and emoji, none for combining marks.
// Independent of the locale, unlike wcwidth(). Source of the ranges: Unicode EastAsianWidth.txt, W and F.
int textWidth(QStringView text);

// `text` cut to `width` columns, the last of them an ellipsis where something was cut.
QString elided(const QString& text, int width);

// `text` on one line and without control characters, so that what comes from a server cannot steer the terminal.
QString singleLine(const QString& text);

} // namespace corridor
