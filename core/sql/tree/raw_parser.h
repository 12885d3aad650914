// SPDX-License-Identifier: MIT
#pragma once

#include "sql/statement.h"

#include <optional>

namespace corridor {

struct SyntaxError {
    QString message;
    int character = 0; // from 1; 0 where the parser does not tell
};

// Parses `text`, which must hold no NUL, and appends its statements; `base` is where the text begins in the script.
// Each statement's begin and end are set, codeBegin and the lines are not. Nothing is appended on an error.
std::optional<SyntaxError> parseStatements(const QByteArray& text, qsizetype base, QList<Statement>& to);

} // namespace corridor
