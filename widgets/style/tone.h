// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/style/scheme.h"

#include <QColor>

namespace corridor {

// What a colour means. Nothing is told by colour alone: a word or the shape of an icon says the same.
enum class Tone { Ok, Warning, Error, Pending, Neutral, Production, Staging, Development };
inline constexpr Tone allTones[] = { Tone::Ok, Tone::Warning, Tone::Error, Tone::Pending, Tone::Neutral,
    Tone::Production, Tone::Staging, Tone::Development };

// The colours of a tone in one scheme. Kept by a test: `text` has 4.5:1 on window, base, selection and `fill`;
// `mark` has 3:1 on window and base; `onBand` has 4.5:1 on `band`.
struct ToneColors {
    QColor text; // words
    QColor mark; // icons, bars, lines
    QColor fill; // a faint background
    QColor band; // a strong background
    QColor onBand; // words and icons on `band`
};

const ToneColors& toneColors(Tone tone, Scheme scheme);
inline const ToneColors& toneColors(Tone tone, const QPalette& palette)
{
    return toneColors(tone, schemeOf(palette));
}

} // namespace corridor
