// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArrayView>

namespace corridor {

// PostgreSQL's lexical rules (manual, 4.1) plus the two things that only psql knows: meta-commands and the data that
// follows COPY … FROM STDIN. Never fails: what cannot be a token becomes Invalid. Needed where the parser cannot
// help: comments, text with syntax errors, exact ends of constructs. standard_conforming_strings is taken as on.
struct Token {
    enum class Kind {
        End,
        LineComment,
        BlockComment,
        Word, // keyword or identifier without quotes
        QuotedWord, // "identifier", U&"identifier"
        String, // 'text', E'text', B'', X'', N'', U&''
        DollarString,
        Number,
        Parameter, // $1
        Operator, // also , . : [ ]
        OpenParen,
        CloseParen,
        Semicolon,
        MetaCommand, // \d to the end of its line, where a statement may begin
        CopyData, // the lines after COPY … FROM STDIN; with the closing \.
        Invalid, // an unterminated string or comment (to the end), a stray byte
    };
    Kind kind = Kind::End;
    qsizetype begin = 0;
    qsizetype end = 0;

    bool isComment() const { return kind == Kind::LineComment || kind == Kind::BlockComment; }
    QByteArrayView text(QByteArrayView source) const { return source.sliced(begin, end - begin); }
};

class Lexer {
public:
    explicit Lexer(QByteArrayView source, qsizetype from = 0)
        : m_source(source)
        , m_at(from)
    {
    }
    Token next();
    Token nextCode(); // comments skipped
    qsizetype position() const { return m_at; }

private:
    Token take(Token::Kind kind, qsizetype end);
    Token word();
    Token quoted(char quote, Token::Kind kind, qsizetype open, bool backslashes);
    Token dollar();
    Token number();
    Token blockComment();
    Token copyData();
    qsizetype lineEnd(qsizetype from) const;
    char at(qsizetype index) const { return index < m_source.size() ? m_source[index] : '\0'; }
    void noticeWord(QByteArrayView text);

    QByteArrayView m_source;
    qsizetype m_at = 0;
    // What psql tracks: where a statement may begin, and whether this one is COPY … FROM STDIN.
    enum class CopyState { None, Copy, From, Stdin };
    CopyState m_copy = CopyState::None;
    bool m_statementStart = true;
    bool m_dataFollows = false;
};

// Compares a token with an ASCII keyword given in lower case.
bool tokenIs(QByteArrayView text, const char* keyword);

} // namespace corridor
