// SPDX-License-Identifier: MIT
#include "sql/lexer.h"

#include <cstring>

namespace corridor {

static bool isSpace(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}
static bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}
static bool isWordStart(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (static_cast<unsigned char>(c) & 0x80);
}
static bool isWordPart(char c)
{
    return isWordStart(c) || isDigit(c) || c == '$';
}
static bool isDollarTagPart(char c)
{
    return isWordStart(c) || isDigit(c);
}
static bool isOperatorPart(char c)
{
    return c != '\0' && std::strchr("~!@#^&|`?+-*/%<>=", c);
}

bool tokenIs(QByteArrayView text, const char* keyword)
{
    return text.compare(QByteArrayView(keyword), Qt::CaseInsensitive) == 0;
}

Token Lexer::take(Token::Kind kind, qsizetype end)
{
    const Token token { kind, m_at, std::min(end, m_source.size()) };
    m_at = token.end;
    if (!token.isComment())
        m_statementStart
            = kind == Token::Kind::Semicolon || kind == Token::Kind::MetaCommand || kind == Token::Kind::CopyData;
    return token;
}

qsizetype Lexer::lineEnd(qsizetype from) const
{
    const qsizetype end = m_source.indexOf('\n', from);
    return end < 0 ? m_source.size() : end;
}

Token Lexer::nextCode()
{
    Token token = next();
    while (token.isComment())
        token = next();
    return token;
}

Token Lexer::next()
{
    if (m_dataFollows)
        return copyData();
    while (m_at < m_source.size() && isSpace(m_source[m_at]))
        ++m_at;
    if (m_at >= m_source.size())
        return take(Token::Kind::End, m_at);
    const char c = m_source[m_at];
    const char following = at(m_at + 1);
    if (c == '-' && following == '-')
        return take(Token::Kind::LineComment, lineEnd(m_at));
    if (c == '/' && following == '*')
        return blockComment();
    if (isWordStart(c))
        return word();
    if (isDigit(c) || (c == '.' && isDigit(following)))
        return number();
    switch (c) {
    case '\'':
        return quoted('\'', Token::Kind::String, m_at + 1, false);
    case '"':
        return quoted('"', Token::Kind::QuotedWord, m_at + 1, false);
    case '$':
        return dollar();
    case ';': {
        m_dataFollows = m_copy == CopyState::Stdin;
        m_copy = CopyState::None;
        return take(Token::Kind::Semicolon, m_at + 1);
    }
    case '(':
        return take(Token::Kind::OpenParen, m_at + 1);
    case ')':
        return take(Token::Kind::CloseParen, m_at + 1);
    case '\\':
        return take(m_statementStart ? Token::Kind::MetaCommand : Token::Kind::Invalid,
            m_statementStart ? lineEnd(m_at) : m_at + 1);
    default:
        break;
    }
    if (isOperatorPart(c)) {
        qsizetype end = m_at + 1;
        while (isOperatorPart(at(end)) && !(at(end) == '-' && at(end + 1) == '-')
            && !(at(end) == '/' && at(end + 1) == '*'))
            ++end;
        return take(Token::Kind::Operator, end);
    }
    if (std::strchr(",.:[]", c) && c != '\0')
        return take(Token::Kind::Operator, m_at + ((c == ':' && (following == ':' || following == '=')) ? 2 : 1));
    return take(Token::Kind::Invalid, m_at + 1);
}

Token Lexer::word()
{
    const char c = m_source[m_at];
    const char following = at(m_at + 1);
    if (following == '\'' && std::strchr("eEbBxXnN", c))
        return quoted('\'', Token::Kind::String, m_at + 2, c == 'e' || c == 'E');
    if ((c == 'u' || c == 'U') && following == '&' && (at(m_at + 2) == '\'' || at(m_at + 2) == '"')) {
        const char quote = at(m_at + 2);
        return quoted(quote, quote == '"' ? Token::Kind::QuotedWord : Token::Kind::String, m_at + 3, false);
    }
    qsizetype end = m_at + 1;
    while (isWordPart(at(end)))
        ++end;
    noticeWord(m_source.sliced(m_at, end - m_at));
    return take(Token::Kind::Word, end);
}

// COPY at the start of a statement, then FROM STDIN: its data follow the semicolon.
void Lexer::noticeWord(QByteArrayView text)
{
    if (m_statementStart)
        m_copy = tokenIs(text, "copy") ? CopyState::Copy : CopyState::None;
    else if (m_copy == CopyState::Copy && tokenIs(text, "from"))
        m_copy = CopyState::From;
    else if (m_copy == CopyState::From)
        m_copy = tokenIs(text, "stdin") ? CopyState::Stdin : CopyState::Copy;
}

Token Lexer::quoted(char quote, Token::Kind kind, qsizetype open, bool backslashes)
{
    for (qsizetype i = open; i < m_source.size(); ++i) {
        if (backslashes && m_source[i] == '\\')
            ++i;
        else if (m_source[i] == quote && at(i + 1) == quote)
            ++i;
        else if (m_source[i] == quote)
            return take(kind, i + 1);
    }
    return take(Token::Kind::Invalid, m_source.size());
}

Token Lexer::dollar()
{
    if (isDigit(at(m_at + 1))) {
        qsizetype end = m_at + 1;
        while (isDigit(at(end)))
            ++end;
        return take(Token::Kind::Parameter, end);
    }
    qsizetype tagEnd = m_at + 1;
    while (isDollarTagPart(at(tagEnd)))
        ++tagEnd;
    if (at(tagEnd) != '$')
        return take(Token::Kind::Invalid, m_at + 1);
    const QByteArrayView tag = m_source.sliced(m_at, tagEnd + 1 - m_at);
    const qsizetype close = m_source.indexOf(tag, tagEnd + 1);
    if (close < 0)
        return take(Token::Kind::Invalid, m_source.size());
    return take(Token::Kind::DollarString, close + tag.size());
}

Token Lexer::number()
{
    qsizetype end = m_at;
    while (isDigit(at(end)) || isWordStart(at(end)) || (at(end) == '.' && at(end + 1) != '.')
        || ((at(end) == '+' || at(end) == '-') && (at(end - 1) == 'e' || at(end - 1) == 'E')))
        ++end;
    return take(Token::Kind::Number, end);
}

// Nested, as in PostgreSQL.
Token Lexer::blockComment()
{
    int depth = 0;
    for (qsizetype i = m_at; i + 1 < m_source.size(); ++i) {
        if (m_source[i] == '/' && m_source[i + 1] == '*') {
            ++depth;
            ++i;
        } else if (m_source[i] == '*' && m_source[i + 1] == '/') {
            ++i;
            if (--depth == 0)
                return take(Token::Kind::BlockComment, i + 1);
        }
    }
    return take(Token::Kind::Invalid, m_source.size());
}

// From the line after the semicolon to the line that is \. and nothing else.
Token Lexer::copyData()
{
    m_dataFollows = false;
    m_at = std::min(lineEnd(m_at) + 1, m_source.size());
    for (qsizetype line = m_at; line < m_source.size();) {
        const qsizetype end = lineEnd(line);
        if (m_source.sliced(line, end - line).trimmed() == "\\.")
            return take(Token::Kind::CopyData, std::min(end + 1, m_source.size()));
        line = end + 1;
    }
    return take(Token::Kind::CopyData, m_source.size());
}

} // namespace corridor
