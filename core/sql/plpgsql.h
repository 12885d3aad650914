// SPDX-License-Identifier: MIT
#pragma once

#include "sql/script.h"

namespace corridor {

// A statement inside a PL/pgSQL body, of DO or of CREATE FUNCTION.
struct PlpgsqlPart {
    enum class Kind {
        Sql, // a statement as it stands; text is it
        Execute, // EXECUTE; text is the expression that gives the statement
        Assign, // variable := text
        Commit,
        Rollback,
    };
    Kind kind = Kind::Sql;
    QByteArray text;
    QByteArray variable; // of Assign, as it is written
    int line = 0; // of the script, from 1
    qsizetype offset
        = -1; // byte in the script where `text` stands as it is; -1 where it stands otherwise (quotes doubled)
    bool conditional = false; // inside IF, CASE, a loop or an exception block
};

// Reads the body with libpg_query's PL/pgSQL parser. Empty for other languages and for what does not parse.
QList<PlpgsqlPart> readPlpgsql(const Script& script, const Statement& statement);

// The statements of a part, with offsets and lines of the script where the part has an offset; else all stand where
// `statement` does. Empty where they do not parse.
QList<Statement> statementsOf(const PlpgsqlPart& part, const Script& script, const Statement& statement);

} // namespace corridor
