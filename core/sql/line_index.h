// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <vector>

namespace corridor {

// Where a byte is, as people count: lines from 1, columns in characters (code points) from 1.
struct TextPosition {
    int line = 1;
    int column = 1;
    bool operator==(const TextPosition&) const = default;
};

// Turns byte offsets of one text into lines and columns. A line ends at LF, CR LF or a lone CR.
class LineIndex {
public:
    LineIndex() = default;
    explicit LineIndex(const QByteArray& text);

    int lineOf(qsizetype offset) const;
    TextPosition position(qsizetype offset) const;
    qsizetype lineBegin(int line) const; // of line 1 … lineCount()
    QByteArray lineText(int line) const; // without its end
    int lineCount() const { return static_cast<int>(m_begins.size()); }
    // The byte of the character-th character (from 1) of `text` from `from` on.
    static qsizetype byteOfCharacter(QByteArrayView text, int character);

private:
    QByteArray m_text; // shared, not copied
    std::vector<qsizetype> m_begins { 0 };
};

} // namespace corridor
