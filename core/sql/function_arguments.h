// SPDX-License-Identifier: MIT
#pragma once

#include "sql/dml.h"

namespace corridor {

// The argument at a position, or passed by name; nullptr where there is none.
const sql::Expression* argument(const sql::FunctionCall& call, size_t position, QLatin1StringView name);
// Its text where it is a literal (casts included) or, for by_range('ts'), the literal inside; empty otherwise.
QString textArgument(const sql::FunctionCall& call, size_t position, QLatin1StringView name);
// A literal that names a relation, 'schema.table' or '"Quoted"', as the server would read it.
QualifiedName relationArgument(const sql::FunctionCall& call, size_t position, QLatin1StringView name);
bool booleanArgument(const sql::FunctionCall& call, size_t position, QLatin1StringView name);
// Folds and splits 'a."B"' as the server reads a relation's name in a string.
QualifiedName parseQualifiedName(const QString& text);

} // namespace corridor
