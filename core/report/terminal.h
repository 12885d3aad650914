// SPDX-License-Identifier: MIT
#pragma once

#include "base/environment.h"

#include <QString>

namespace corridor {

// What a piece of text means; the terminal decides how it looks.
enum class TextStyle { Plain, Strong, Faint, Good, Warning, Bad, Accent };

// What the reader of a stream can see.
struct Terminal {
    bool colour = false;
    int columns = 0; // 0 where unknown: then nothing is cut

    // The terminal behind `descriptor`; colour only where it is one, TERM is not "dumb" and NO_COLOR is unset or empty
    // (https://no-color.org).
    static Terminal of(int descriptor, const Environment& environment);

    // `text` in the style's colour, or untouched where there is none.
    QString styled(const QString& text, TextStyle style) const;
};

} // namespace corridor
