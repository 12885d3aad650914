// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace corridor {

// The folder of test data too large or too foreign for the project (migrations of real projects and the like):
// CORRIDOR_SHARED, else `shared` beside the sources. Tests that need it skip with a sentence where it is absent.
inline QString sharedFolder(const QString& path = {})
{
    const QString set = qEnvironmentVariable("CORRIDOR_SHARED");
    return (set.isEmpty() ? QStringLiteral(CORRIDOR_SOURCE_DIR "/../shared") : set) + '/' + path;
}

} // namespace corridor
