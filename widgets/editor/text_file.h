// SPDX-License-Identifier: MIT
#pragma once

#include "base/error.h"

#include <QByteArray>
#include <QString>

class QTextDocument;

namespace corridor {

enum class LineEnding { Lf = 1, CrLf = 2, Cr = 3 };

// What of a file is not its text: kept, so that saving changes no byte that the user did not change.
struct TextFormat {
    bool bom = false;
    LineEnding ending = LineEnding::Lf; // of new lines: the most frequent one
    bool mixed = false;                 // then every line remembers its own, as its block's userState()
    bool operator==(const TextFormat&) const = default;
};
QString formatText(const TextFormat& format); // "UTF-8, CRLF" for people

struct TextFile {
    QByteArray bytes;
    QString text; // without the BOM, line ends as they are
    TextFormat format;
    QString obstacle; // why editing it would damage it, as a sentence; empty when it can be edited
    bool convertible = false; // the text is all there: saving it as UTF-8 takes the obstacle away
};

// Above this a script is not opened for editing: QTextDocument needs 13 bytes a character and seconds to open.
inline constexpr qint64 largestEditableFile = 8 << 20;

// Never fails: bytes that are not UTF-8 are shown as U+FFFD (UTF-16 with a BOM as what it says), with the obstacle set.
TextFile decodeText(const QByteArray& bytes);
// "file-unreadable" with the system's reason, "file-too-large".
Result<TextFile> readTextFile(const QString& path);

// Puts the text in and empties the undo history.
void loadInto(QTextDocument& document, const TextFile& file);
// Makes the text that of `file` by one undoable change of what differs; the cursor stays with its text.
void replaceText(QTextDocument& document, const TextFile& file);
// The text with lines joined by '\n', its positions those of the document. QTextDocument's own toPlainText() turns
// no-break spaces into spaces.
QString plainText(const QTextDocument& document);
// The bytes of the document; loadInto() and then this gives the bytes of the file, or the file has an obstacle.
QByteArray encodeText(const QTextDocument& document, const TextFormat& format);

// Whole or not at all, by a temporary file beside it; permissions stay. "file-unwritable".
Result<void> writeFile(const QString& path, const QByteArray& bytes);

} // namespace corridor
