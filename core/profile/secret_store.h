// SPDX-License-Identifier: MIT
#pragma once

#include "base/environment.h"
#include "profile/profile.h"

namespace corridor {

// Passwords in the system's keyring (Secret Service, KWallet) through QtKeychain; never in a file of ours. Calls wait
// for the keyring, five seconds at most, in an event loop of their own: not for the GUI thread.
// Errors: "keychain-missing" where the system has none, "secret-missing", "keychain-failed".
Result<QString> readSecret(const QString& profile);
Result<void> writeSecret(const QString& profile, const QString& secret);
Result<void> removeSecret(const QString& profile);

// The password of a profile that keeps one in the keyring or in a variable; "" of one that keeps none, or asks.
// Errors: those above, and "environment-variable-missing".
Result<QString> storedSecret(const Profile& profile, const Environment& environment);

// Whether a keyring can be had at all.
bool keychainAvailable();

} // namespace corridor
