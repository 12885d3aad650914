// SPDX-License-Identifier: MIT
#include "sql_structure.h"

#include <QStringView>
#include <algorithm>

namespace corridor {

SqlStructure::SqlStructure(SqlNesting start)
    : m_nesting(std::move(start))
    , m_lowest(m_nesting.depth())
{
}

void SqlStructure::code(int position, QStringView word)
{
    for (qsizetype i = 0; i < word.size(); ++i) {
        if (!word[i].isSpace())
            punctuation(position + int(i), word[i]);
    }
}

void SqlStructure::text(QStringView word)
{
    if (!word.trimmed().isEmpty())
        m_nesting.statement = true;
}

void SqlStructure::dollarQuote(QStringView tag)
{
    m_nesting.statement = true;
    if (m_nesting.dollarTag.isEmpty())
        m_nesting.dollarTag = tag.toString();
    else if (m_nesting.dollarTag == tag)
        m_nesting.dollarTag.clear();
    settle();
}

void SqlStructure::commentBegins()
{
    ++m_nesting.comments;
}

void SqlStructure::commentEnds()
{
    m_nesting.comments = std::max(0, m_nesting.comments - 1);
    settle();
}

void SqlStructure::punctuation(int position, QChar character)
{
    const bool bracket = character == u'(' || character == u')' || character == u'[' || character == u']';
    if (bracket)
        m_brackets.append({ position, character });
    if (!m_nesting.dollarTag.isEmpty())
        return;
    m_nesting.statement = true;
    if (character == u'(') {
        ++m_nesting.parentheses;
    } else if (character == u')') {
        m_nesting.parentheses = std::max(0, m_nesting.parentheses - 1);
    } else if (character == u';') { // ends the statement even over open parentheses: typing must not fold the rest
        m_nesting.statement = false;
        m_nesting.parentheses = 0;
    }
    settle();
}

void SqlStructure::settle()
{
    m_lowest = std::min(m_lowest, m_nesting.depth());
}

} // namespace corridor
