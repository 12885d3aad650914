// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace corridor {

// One script of 20,000 statements by corridor and by psql -1; how fast scripts are read beside bare libpg_query; and the
// memory that a script of `megabytes` of INSERTs takes. The reason where it cannot run, else empty.
QString raceScripts(const QString& corridor, int rounds, int megabytes);

} // namespace corridor
