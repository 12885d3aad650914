// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace corridor {

// `text` with the password of every connection URL and every `password=` pair in it replaced by ***, for all that is
// shown, logged or stored.
QString redacted(const QString& text);

} // namespace corridor
