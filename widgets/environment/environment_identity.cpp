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

Tone environmentTone(EnvironmentIdentity::Kind kind)
{
    switch (kind) {
    case EnvironmentIdentity::Kind::Production:
        return Tone::Production;
    case EnvironmentIdentity::Kind::Staging:
        return Tone::Staging;
    case EnvironmentIdentity::Kind::Development:
        return Tone::Development;
    case EnvironmentIdentity::Kind::None:
        break;
    }
    return Tone::Neutral;
}

QString environmentWord(EnvironmentIdentity::Kind kind)
{
    switch (kind) {
    case EnvironmentIdentity::Kind::Production:
        return translated("PRODUCTION");
    case EnvironmentIdentity::Kind::Staging:
        return translated("STAGING");
    case EnvironmentIdentity::Kind::Development:
        return translated("DEVELOPMENT");
    case EnvironmentIdentity::Kind::None:
        break;
    }
    return {};
}

QLatin1StringView environmentIcon(EnvironmentIdentity::Kind kind)
{
    switch (kind) {
    case EnvironmentIdentity::Kind::Production:
        return "production"_L1;
    case EnvironmentIdentity::Kind::Staging:
        return "staging"_L1;
    case EnvironmentIdentity::Kind::Development:
        return "development"_L1;
    case EnvironmentIdentity::Kind::None:
        break;
    }
    return "disconnect"_L1;
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
