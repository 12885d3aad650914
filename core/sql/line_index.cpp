// SPDX-License-Identifier: MIT
#include "sql/line_index.h"

#include "base/mapped_file.h"

#include <algorithm>

namespace corridor {

static bool continuesCharacter(char c)
{
    return (static_cast<unsigned char>(c) & 0xc0) == 0x80;
}

LineIndex::LineIndex(const QByteArray& text)
    : m_text(text)
{
    const char* data = text.constData();
    forEachPart(text, [&](QByteArrayView part) {
        const qsizetype begin = part.data() - data;
        for (qsizetype i = begin; i < begin + part.size(); ++i) {
            if (data[i] == '\n' || (data[i] == '\r' && data[i + 1] != '\n'))
                m_begins.push_back(i + 1);
        }
        return true;
    });
}

int LineIndex::lineOf(qsizetype offset) const
{
    const auto after = std::ranges::upper_bound(m_begins, offset);
    return static_cast<int>(after - m_begins.begin());
}

qsizetype LineIndex::lineBegin(int line) const
{
    return m_begins[static_cast<size_t>(std::clamp(line, 1, lineCount()) - 1)];
}

TextPosition LineIndex::position(qsizetype offset) const
{
    offset = std::clamp<qsizetype>(offset, 0, m_text.size());
    const int line = lineOf(offset);
    int column = 1;
    for (qsizetype i = lineBegin(line); i < offset; ++i)
        column += continuesCharacter(m_text[i]) ? 0 : 1;
    return { line, column };
}

QByteArray LineIndex::lineText(int line) const
{
    const qsizetype begin = lineBegin(line);
    qsizetype end = line < lineCount() ? lineBegin(line + 1) : m_text.size();
    while (end > begin && (m_text[end - 1] == '\n' || m_text[end - 1] == '\r'))
        --end;
    return m_text.sliced(begin, end - begin);
}

qsizetype LineIndex::byteOfCharacter(QByteArrayView text, int character)
{
    int seen = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (!continuesCharacter(text[i]) && ++seen == character)
            return i;
    }
    return text.size();
}

} // namespace corridor
