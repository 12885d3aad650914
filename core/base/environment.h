// SPDX-License-Identifier: MIT
#pragma once

#include <QHash>
#include <QString>

namespace corridor {

// Environment variables as a value, so that what reads them is testable. A variable that is set but empty is present.
using Environment = QHash<QString, QString>;

Environment systemEnvironment();

} // namespace corridor
