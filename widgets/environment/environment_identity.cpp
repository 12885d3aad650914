// SPDX-License-Identifier: MIT
#include "environment_identity.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace corridor {

namespace {

QString translated(const char* text)
{
    return QCoreApplication::translate("corridor::EnvironmentIdentity", text);
}

} // namespace

Tone environmentTone(const std::optional<ProfileEnvironment>& kind)
{
    if (!kind)
        return Tone::Neutral;
    switch (*kind) {
    case ProfileEnvironment::Production:
        return Tone::Production;
    case ProfileEnvironment::Staging:
        return Tone::Staging;
    case ProfileEnvironment::Development:
        return Tone::Development;
    }
    return Tone::Neutral;
}

QString environmentBadge(const std::optional<ProfileEnvironment>& kind)
{
    if (!kind)
        return {};
    switch (*kind) {
    case ProfileEnvironment::Production:
        return translated("PRODUCTION");
    case ProfileEnvironment::Staging:
        return translated("STAGING");
    case ProfileEnvironment::Development:
        return translated("DEVELOPMENT");
    }
    return {};
}

QLatin1StringView environmentIcon(const std::optional<ProfileEnvironment>& kind)
{
    if (!kind)
        return "database"_L1;
    switch (*kind) {
    case ProfileEnvironment::Production:
        return "production"_L1;
    case ProfileEnvironment::Staging:
        return "staging"_L1;
    case ProfileEnvironment::Development:
        return "development"_L1;
    }
    return "database"_L1;
}

QString linkWord(EnvironmentIdentity::Link link)
{
    switch (link) {
    case EnvironmentIdentity::Link::NotConnected:
        return translated("not connected");
    case EnvironmentIdentity::Link::Connecting:
        return translated("connecting…");
    case EnvironmentIdentity::Link::Connected:
        return translated("connected");
    case EnvironmentIdentity::Link::Failed:
        return translated("connection failed");
    }
    return {};
}

} // namespace corridor
