// SPDX-License-Identifier: MIT
#pragma once

class QTextCursor;

namespace corridor {

// The bracket beside the cursor and its partner, as positions in the document; -1 where there is none. Brackets in
// strings and comments do not count.
struct BracketMatch {
    int bracket = -1;
    int partner = -1;
};
BracketMatch matchBracket(const QTextCursor& cursor);

} // namespace corridor
