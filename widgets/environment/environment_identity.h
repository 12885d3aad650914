// SPDX-License-Identifier: MIT
#pragma once

#include "profile/profile.h"
#include "widgets/style/tone.h"

#include <QString>

namespace corridor {

// Where the window would work, as it is shown: never more than colour, icon and word together.
struct EnvironmentIdentity {
    enum class Link { NotConnected, Connecting, Connected, Failed };

    std::optional<ProfileEnvironment> kind; // unset for a bare URL
    Link link = Link::NotConnected;
    QString profile; // empty for a bare URL
    QString role; // as whom
    QString host; // "db.example.org:5432" or a socket folder
    QString database;
    QString server; // "PostgreSQL 17.5"
    bool isProtected = false;

    bool operator==(const EnvironmentIdentity&) const = default;
};

Tone environmentTone(const std::optional<ProfileEnvironment>& kind);
QString environmentBadge(const std::optional<ProfileEnvironment>& kind);
QLatin1StringView environmentIcon(const std::optional<ProfileEnvironment>& kind);
QString linkWord(EnvironmentIdentity::Link link);

} // namespace corridor
