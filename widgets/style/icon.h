// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/style/tone.h"

#include <QIcon>

namespace corridor {

// An icon of ours (resources/icons/NAME.svg, black strokes on a 16 by 16 grid), drawn in the palette's text colour at
// any size and scale. It follows a change of palette by itself, and is cached by QPixmapCache.
QIcon icon(QLatin1StringView name);
// The same, drawn in the tone's mark colour.
QIcon icon(QLatin1StringView name, Tone tone);
// The same in one fixed colour, for a coloured band.
QIcon icon(QLatin1StringView name, const QColor& color);

bool hasIcon(QLatin1StringView name);

} // namespace corridor
