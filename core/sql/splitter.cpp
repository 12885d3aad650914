// SPDX-License-Identifier: MIT
#include "sql/splitter.h"

namespace corridor {

Splitter::Piece Splitter::finish(Piece::Kind kind, qsizetype codeBegin, qsizetype end, qsizetype next)
{
    const Piece piece { kind, m_begin, codeBegin, end, next };
    m_begin = next;
    m_words = 0;
    m_create = m_routine = m_rule = false;
    m_depth = m_parens = 0;
    return piece;
}

// CREATE [OR REPLACE] FUNCTION, PROCEDURE or RULE, and the BEGIN … END and CASE … END inside a routine.
void Splitter::notice(QByteArrayView word)
{
    ++m_words;
    if (m_words == 1)
        m_create = tokenIs(word, "create");
    if (!m_create)
        return;
    if (m_words <= 4) {
        m_routine = m_routine || tokenIs(word, "function") || tokenIs(word, "procedure");
        m_rule = m_rule || tokenIs(word, "rule");
    }
    if (!m_routine || m_parens > 0)
        return;
    if (tokenIs(word, "begin") || (m_depth > 0 && tokenIs(word, "case")))
        ++m_depth;
    else if (m_depth > 0 && tokenIs(word, "end"))
        --m_depth;
}

std::optional<Splitter::Piece> Splitter::next()
{
    qsizetype codeBegin = -1;
    for (;;) {
        const Token token = m_lexer.next();
        if (token.isComment())
            continue;
        switch (token.kind) {
        case Token::Kind::End:
            if (codeBegin < 0)
                return std::nullopt;
            return finish(Piece::Kind::Statement, codeBegin, m_source.size(), m_source.size());
        case Token::Kind::Semicolon:
            if (codeBegin < 0) {
                m_begin = token.end;
                continue;
            }
            if (endsHere())
                return finish(Piece::Kind::Statement, codeBegin, token.begin, token.end);
            continue;
        case Token::Kind::MetaCommand:
            return finish(Piece::Kind::MetaCommand, token.begin, token.end, token.end);
        case Token::Kind::CopyData:
            if (token.begin == token.end)
                continue;
            return finish(Piece::Kind::CopyData, token.begin, token.end, token.end);
        case Token::Kind::OpenParen:
            ++m_parens;
            break;
        case Token::Kind::CloseParen:
            m_parens -= m_parens > 0;
            break;
        case Token::Kind::Word:
            notice(token.text(m_source));
            break;
        default:
            break;
        }
        if (codeBegin < 0)
            codeBegin = token.begin;
    }
}

} // namespace corridor
