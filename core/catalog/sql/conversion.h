// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace corridor {

// The expression that carries `column` (quoted) over from one type to another in ALTER COLUMN … TYPE … USING. It is
// one that PostgreSQL accepts for every pair of types, rows aside: a cast of its own where there is one, through text
// otherwise.
QString conversion(const QString& column, const QString& from, const QString& to);
// Whether every value survives the way from one type to the other and back. Types as format_type() writes them.
bool isWidening(const QString& from, const QString& to);
// Whether PostgreSQL carries the values over by itself (assignment cast), so that USING can be left out.
bool convertsByItself(const QString& from, const QString& to);
// A constant for rows that never had a value, as SQL; empty where there is none for this type. `distinct`: another
// value for every row, for columns that are unique.
QString standIn(const QString& type, bool distinct, const QString& firstLabel = {});

} // namespace corridor
