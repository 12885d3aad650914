// SPDX-License-Identifier: MIT
#pragma once

#include "base/error.h"

namespace corridor {

// Passwords in the system's keyring (Secret Service, KWallet) through QtKeychain; never in a file of ours. Calls wait
// for the keyring, five seconds at most, in an event loop of their own: not for the GUI thread.
// Errors: "keychain-missing" where the system has none, "secret-missing", "keychain-failed".
Result<QString> readSecret(const QString& profile);
Result<void> writeSecret(const QString& profile, const QString& secret);
Result<void> removeSecret(const QString& profile);

// Whether a keyring can be had at all.
bool keychainAvailable();

} // namespace corridor
