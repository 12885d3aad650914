// SPDX-License-Identifier: MIT
#include "lsp/positions.h"

#include <algorithm>

namespace corridor {

QJsonObject lspPosition(const Script& script, qsizetype offset)
{
    offset = std::clamp<qsizetype>(offset, 0, script.text.size());
    const int line = script.lines.lineOf(offset);
    const qsizetype begin = script.lines.lineBegin(line);
    const qsizetype units = QString::fromUtf8(script.text.sliced(begin, offset - begin)).size();
    return { { "line", line - 1 }, { "character", units } };
}

QJsonObject lspRange(const Script& script, qsizetype begin, qsizetype end)
{
    return { { "start", lspPosition(script, begin) }, { "end", lspPosition(script, end) } };
}

qsizetype offsetAt(const Script& script, const QJsonObject& position)
{
    const int line = position["line"].toInt() + 1;
    if (line > script.lines.lineCount())
        return script.text.size();
    const QString text = QString::fromUtf8(script.lines.lineText(std::max(1, line)));
    const qsizetype units = std::clamp<qsizetype>(position["character"].toInt(), 0, text.size());
    return script.lines.lineBegin(std::max(1, line)) + text.first(units).toUtf8().size();
}

} // namespace corridor
