// SPDX-License-Identifier: MIT
#include "engine/script_position.h"

namespace corridor {

ScriptPosition positionInScript(const QByteArray& script, int characters)
{
    if (characters <= 0)
        return {};
    ScriptPosition position { 1, 1 };
    int seen = 1;
    for (const char byte : script) {
        if ((byte & 0xC0) == 0x80) // a UTF-8 continuation is no character of its own
            continue;
        if (seen++ == characters)
            break;
        position = byte == '\n' ? ScriptPosition { position.line + 1, 1 }
                                : ScriptPosition { position.line, position.column + 1 };
    }
    return position;
}

} // namespace corridor
