// SPDX-License-Identifier: MIT
#pragma once

#include "base/error.h"
#include "sandbox/process_identity.h"
#include "sandbox/server_binaries.h"

#include <QDateTime>

namespace corridor {

// What is written down about a sandbox that was started, for the programs that come later.
struct SandboxRecord {
    ProcessIdentity process;
    ServerBinaries server;
    QString dataFolder;
    bool inMemory = false;
    QDateTime startedAt; // UTC

    bool operator==(const SandboxRecord&) const = default;
};

// Unset where there is no such file, or none that says all this.
std::optional<SandboxRecord> readSandboxRecord(const QString& file);
// Written whole or not at all. Error: "sandbox-record-failed".
Result<void> writeSandboxRecord(const QString& file, const SandboxRecord& record);

} // namespace corridor
