// SPDX-License-Identifier: MIT
#pragma once

namespace corridor {

// A stretch of a text: positions of characters in the document, from 0.
struct TextRange {
    int start = 0;
    int length = 0;
    int end() const { return start + length; }
    bool operator==(const TextRange&) const = default;
};

} // namespace corridor
