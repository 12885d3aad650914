// SPDX-License-Identifier: MIT
#pragma once

#include "sql/lexer.h"

#include <optional>

namespace corridor {

// Cuts text into statements by tokens alone, as psql does: at semicolons outside of strings, comments, BEGIN ATOMIC
// bodies and the parentheses of CREATE RULE. For what the parser refuses, and to cut large scripts into parts.
class Splitter {
public:
    struct Piece {
        enum class Kind { Statement, MetaCommand, CopyData };
        Kind kind = Kind::Statement;
        qsizetype begin = 0; // after the piece before
        qsizetype codeBegin = 0;
        qsizetype end = 0; // where its semicolon is, if it has one
        qsizetype next = 0; // after the semicolon
    };
    explicit Splitter(QByteArrayView source, qsizetype from = 0)
        : m_source(source)
        , m_lexer(source, from)
        , m_begin(from)
    {
    }
    // Pieces that hold only blanks and comments are skipped.
    std::optional<Piece> next();

private:
    void notice(QByteArrayView word);
    bool endsHere() const { return m_depth == 0 && !(m_rule && m_parens > 0); }
    Piece finish(Piece::Kind kind, qsizetype codeBegin, qsizetype end, qsizetype next);

    QByteArrayView m_source;
    Lexer m_lexer;
    qsizetype m_begin;
    int m_words = 0; // words of this statement so far
    bool m_create = false;
    bool m_routine = false;
    bool m_rule = false;
    int m_depth = 0; // of BEGIN ATOMIC … END
    int m_parens = 0;
};

} // namespace corridor
