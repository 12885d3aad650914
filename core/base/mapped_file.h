// SPDX-License-Identifier: MIT
#pragma once

#include "base/error.h"

#include <QByteArray>
#include <functional>

struct stat;

namespace corridor {

// A large file as a text that takes no memory of its own, and a NUL after it. What the file holds now is copied into a
// nameless temporary file and mapped from there for the life of the program, because reading a mapped file that
// somebody cuts short kills the reader. The same file, unchanged, gives the same text again. Any thread.
// "file-unreadable": no room, or it became shorter meanwhile.
Result<QByteArray> mapFile(int file, const struct stat& info);

// Gives the memory of a mapped text back to the system; it comes from the file again when it is read again. Nothing
// happens to any other text.
void forgetPages(QByteArrayView text);

// Looks at a text part by part, each of some megabytes and up to the end of a line, and forgets each part's pages; a
// smaller text is one part. Stops where `look` says false.
void forEachPart(QByteArrayView text, const std::function<bool(QByteArrayView part)>& look);

} // namespace corridor
