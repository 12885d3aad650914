// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>

namespace corridor {

struct ScriptPosition {
    int line = 0;   // from 1; 0 when there is no position
    int column = 0; // from 1, in characters
};

// Where the server's position (characters from 1) stands in a UTF-8 script.
ScriptPosition positionInScript(const QByteArray& script, int characters);

} // namespace corridor
