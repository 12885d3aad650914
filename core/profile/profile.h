// SPDX-License-Identifier: MIT
#pragma once

#include "postgres/connection.h"

namespace corridor {

enum class ProfileEnvironment { Development, Staging, Production };
QString environmentWord(ProfileEnvironment environment); // development, staging, production
std::optional<ProfileEnvironment> environmentFromWord(const QString& word);

// Where the password of a profile comes from. Never from the profile itself.
enum class SecretSource {
    None,     // the url is env("NAME"), or libpq finds it: pass file, service, PGPASSWORD, peer or certificate
    Keychain, // the system's keyring, under the profile's name
    Ask,      // whoever sits there, once a session
};
QString secretWord(SecretSource source); // none, keychain, ask
std::optional<SecretSource> secretFromWord(const QString& word);

// A named connection.
struct Profile {
    QString name;
    QString url; // as parseConnection() reads it; holds no password
    ProfileEnvironment environment = ProfileEnvironment::Development;
    bool isProtected = false; // asks for its name, its checklist and its backup; production is, unless told otherwise
    SecretSource secret = SecretSource::None;
    bool operator==(const Profile&) const = default;
};

// `url` without its password, and the password ("" where it has none).
struct SplitUrl {
    QString url;
    QString password;
};
SplitUrl withoutPassword(const QString& url);

} // namespace corridor
