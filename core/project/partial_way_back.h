// SPDX-License-Identifier: MIT
#pragma once

#include "project/migration.h"

namespace corridor {

// The way back of a migration that stopped after its first N statements: down.after-N.sql in its folder, beside
// down.sql, which undoes all of it. `corridor down --generate --after N` writes it, `corridor recover --roll-back` runs
// it.
QString partialWayBackName(int statements);
QString partialWayBackPath(const Migration& migration, int statements);
// Reads it; unset where there is none, or where it cannot be read.
std::optional<QByteArray> readPartialWayBack(const Migration& migration, int statements);

} // namespace corridor
