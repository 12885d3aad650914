// SPDX-License-Identifier: MIT
#pragma once

#include "postgres/connection.h"
#include "profile/url_secret.h"

namespace corridor {

enum class ProfileEnvironment { Development, Staging, Production };
QString environmentWord(ProfileEnvironment environment); // development, staging, production
std::optional<ProfileEnvironment> environmentFromWord(const QString& word);

// Where the password of a profile comes from. Never from the profile itself.
enum class SecretSource {
    None,     // the url is env("NAME"), or libpq finds it: pass file, service, PGPASSWORD, peer or certificate
    Keychain, // the system's keyring, under the profile's name
    Ask,      // whoever sits there, once a session
    Variable, // an environment variable
};

// A named connection.
struct Profile {
    QString name;
    QString url; // as parseConnection() reads it; holds no password
    ProfileEnvironment environment = ProfileEnvironment::Development;
    bool isProtected = false; // asks for its name, its checklist and its backup; production is, unless told otherwise
    SecretSource secret = SecretSource::None;
    QString secretVariable; // the name of the variable, for SecretSource::Variable
    int approvals = 0; // how many people must approve a deploy; only asked for where it is protected
    bool ciOnly = false; // deploys only where CI runs them (the environment variable CI is set)
    bool operator==(const Profile&) const = default;
};

// How the source of a profile's password is written: none, keychain, ask or env("NAME").
QString secretText(const Profile& profile);
// Sets it from that, or from env:NAME, which needs no quoting in a shell; false (and nothing set) for anything else.
bool setSecret(Profile& profile, const QString& text);

} // namespace corridor
