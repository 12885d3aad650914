// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

class QTextCursor;
class QTextDocument;

namespace corridor {

// What the keys of an editor do to a script. Each is one step of undo and keeps the selection on what it changed.
void toggleLineComment(QTextCursor& cursor); // "-- ", over all lines of the selection
void duplicateLines(QTextCursor& cursor);    // the lines of the selection, below
void moveLines(QTextCursor& cursor, bool down);
void indentLines(QTextCursor& cursor, const QString& unit);
void unindentLines(QTextCursor& cursor, int width);
void insertNewLine(QTextCursor& cursor, const QString& unit); // indented as the line, one deeper after "("
void insertIndent(QTextCursor& cursor, const QString& unit);  // spaces up to the next stop, or a tab

// What one level of indentation is in this script: a tab, or the most frequent small step of spaces (4 without any).
QString indentUnit(const QTextDocument& document);

} // namespace corridor
