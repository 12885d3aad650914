// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/style/tone.h"

#include <QString>

namespace corridor {

// Where the window would work, as it is shown: never more than colour, icon and word together.
struct EnvironmentIdentity {
    enum class Kind { None, Development, Staging, Production };
    enum class Link { NotConnected, Connecting, Connected, Failed };

    Kind kind = Kind::None;
    Link link = Link::NotConnected;
    QString profile; // empty for a bare URL
    QString role; // as whom
    QString host; // "db.example.org:5432" or a socket folder
    QString database;
    QString server; // "PostgreSQL 17.5"
    bool isProtected = false;

    bool operator==(const EnvironmentIdentity&) const = default;
};

Tone environmentTone(EnvironmentIdentity::Kind kind);
QString environmentWord(EnvironmentIdentity::Kind kind);
QLatin1StringView environmentIcon(EnvironmentIdentity::Kind kind);
QString linkWord(EnvironmentIdentity::Link link);

} // namespace corridor
