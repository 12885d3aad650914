// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace corridor {

// Which database, for things that are written down about it. Host is a name, an address or a socket folder.
struct TargetIdentity {
    QString host, port, database;

    // "host:port/database", host names in lower case: what ticks are filed under.
    QString key() const { return (host.startsWith('/') ? host : host.toLower()) + ':' + port + '/' + database; }
    bool operator==(const TargetIdentity&) const = default;
};

} // namespace corridor
