// SPDX-License-Identifier: MIT
#pragma once

#include "base/error.h"
#include "sandbox/server_account.h"

namespace corridor {

// Copies the folder `from` with all files below it to `to`, which must not exist, and gives them to `owner`, nobody
// else having any right to them. Leaves what it made so far when it fails (error "sandbox-copy-failed").
// Nearly all the time to start a fresh server goes here, so this is openat(2) and sendfile(2).
Result<void> copyFolder(const QString& from, const QString& to, const ServerAccount& owner);

} // namespace corridor
