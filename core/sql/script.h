// SPDX-License-Identifier: MIT
#pragma once

#include "base/error.h"
#include "sql/line_index.h"
#include "sql/statement.h"

namespace corridor {

// Something in a script that PostgreSQL would refuse, or that only psql understands.
struct ScriptProblem {
    enum class Kind {
        ByteOrderMark, // the server sees it as a syntax error
        Utf16, // nothing of the script can be read
        Nul, // the text ends there for the server
        InvalidUtf8,
        MetaCommand, // \connect and the like
        CopyData, // the lines after COPY … FROM STDIN
        Syntax, // the parser of PostgreSQL 17 refuses it; a newer server may not
        TooDeep, // nested more than rules and facts look into; runs all the same
    };
    Kind kind = Kind::Syntax;
    QString message;
    qsizetype offset = 0;
    int line = 1; // from 1
    int column = 1; // in characters, from 1

    bool blocks() const { return kind != Kind::TooDeep; } // the script cannot run statement by statement
};
QString problemWord(ScriptProblem::Kind kind); // kebab-case

// A script as PostgreSQL's parser sees it: a value, cheap to copy.
struct Script {
    QByteArray text;
    QList<Statement> statements; // in order; text that the parser refuses is a statement of kind Unparsed
    QList<ScriptProblem> problems;
    LineIndex lines;

    // Every statement is understood: it can run one by one. Otherwise only as one opaque text.
    bool isParsable() const;
    // The statement without leading comments and trailing blanks; as QByteArray it shares nothing with the script.
    QByteArrayView code(const Statement& statement) const;
    QByteArrayView leadingComments(const Statement& statement) const;
};

// Splits and reads a script of any size and any content; never fails, never runs deeper than the stack allows.
// Thread-safe. Memory is a few hundred bytes a statement: read scripts of many megabytes by StatementReader.
Script parseScript(const QByteArray& text);

// The 16 hex digits of libpg_query's fingerprint: equal for statements that differ in literals and layout only. Empty
// where the text does not parse, or is longer than 256 kB (fingerprinting recurses without a bound).
QString fingerprint(QByteArrayView statement);

} // namespace corridor
