// SPDX-License-Identifier: MIT
#pragma once

#include "sql/script.h"

#include <QJsonObject>

namespace corridor {

// The protocol counts lines and UTF-16 units from 0; scripts count bytes.
QJsonObject lspPosition(const Script& script, qsizetype offset);
QJsonObject lspRange(const Script& script, qsizetype begin, qsizetype end);
// The nearest byte where the position lies outside of the text.
qsizetype offsetAt(const Script& script, const QJsonObject& position);

} // namespace corridor
