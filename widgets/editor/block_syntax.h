// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/editor/sql_structure.h"

#include <KSyntaxHighlighting/State>
#include <QTextBlock>
#include <QTextBlockUserData>

namespace corridor {

// What is carried from one line to the next.
struct SyntaxState {
    KSyntaxHighlighting::State lexer;
    SqlNesting nesting;
    bool operator==(const SyntaxState& other) const { return lexer == other.lexer && nesting == other.nesting; }
};

// What is known of one line. Owned by its QTextBlock.
struct BlockSyntax : QTextBlockUserData {
    SyntaxState before, after; // meaningful when `read`
    SyntaxState colouredFrom;  // the state that the block's formats were made from; meaningful when colours > 0
    int lowestDepth = 0;
    QList<Bracket> brackets;
    bool read = false;
    bool folded = false; // the lines of the region that begins here are hidden
    int colours = 0;     // the generation of colours (theme, definition) in its layout; 0 for none

    bool beginsRegion() const { return read && after.nesting.depth() > lowestDepth; }
};

inline BlockSyntax* syntaxOf(const QTextBlock& block)
{
    return static_cast<BlockSyntax*>(block.userData());
}

} // namespace corridor
