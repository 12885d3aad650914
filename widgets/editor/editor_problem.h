// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace corridor {

// Something to be underlined in a script. Lines and columns count characters from 1; the end is exclusive, 0 means the
// end of the word at the start. Column 0 means the whole line.
struct EditorProblem {
    enum class Severity { Info, Warning, Error };
    int line = 1;
    int column = 0;
    int endLine = 0;
    int endColumn = 0;
    Severity severity = Severity::Error;
    QString message;
    bool operator==(const EditorProblem&) const = default;
};

} // namespace corridor
