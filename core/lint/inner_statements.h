// SPDX-License-Identifier: MIT
#pragma once

#include "sql/plpgsql.h"

namespace corridor {

// A statement that a DO block or a function runs.
struct InnerStatement {
    Statement statement;
    bool conditional = false;
};

// Those that can be told: static SQL, and EXECUTE of a constant string. Empty for what is no PL/pgSQL.
QList<InnerStatement> innerStatements(const Script& script, const Statement& statement);

} // namespace corridor
