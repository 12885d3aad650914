// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace corridor {

// `text` safe between tags and inside attribute values in either kind of quotes.
QString htmlEscaped(QStringView text);

} // namespace corridor
