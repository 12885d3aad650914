// SPDX-License-Identifier: MIT
#pragma once

class QColor;

namespace corridor {

// The contrast of two opaque colours as WCAG 2 defines it, 1 to 21. Text needs 4.5, marks and icons 3.
double contrastRatio(const QColor& one, const QColor& other);

} // namespace corridor
