// SPDX-License-Identifier: MIT
#pragma once

#include "sql/script.h"

namespace corridor {

// Reads many scripts, on as many threads as there are processors; in the order of `texts`.
QList<Script> parseScripts(const QList<QByteArray>& texts);

} // namespace corridor
