// SPDX-License-Identifier: MIT
#include "base/environment.h"

#include <QProcessEnvironment>

namespace corridor {

Environment systemEnvironment()
{
    Environment result;
    const auto system = QProcessEnvironment::systemEnvironment();
    for (const QString& key : system.keys())
        result.insert(key, system.value(key));
    return result;
}

} // namespace corridor
