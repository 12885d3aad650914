// SPDX-License-Identifier: MIT
#pragma once

#include "base/environment.h"
#include "base/error.h"

#include <optional>

namespace corridor {

// Where the programs of one PostgreSQL server are (initdb and postgres; others may be missing beside them).
struct ServerBinaries {
    QString folder; // absolute
    QString version; // as the server says it: "17.4"
    int major = 0;
    QString postgres() const { return folder + "/postgres"; }
    QString initdb() const { return folder + "/initdb"; }
    bool operator==(const ServerBinaries&) const = default;
};

// The newest server of the machine, or the newest of `major`. Looks where the variable CORRIDOR_POSTGRES_BIN of
// `environment` says (a folder with `postgres`, or one with bin/postgres; then nowhere else), in PATH, and in
// Debian's /usr/lib/postgresql/*/bin. Runs `postgres --version` of each. Error: "sandbox-no-server".
Result<ServerBinaries> findServer(std::optional<int> major, const Environment& environment);

// The server in one folder, by the same rule as CORRIDOR_POSTGRES_BIN; unset where there is none that runs.
std::optional<ServerBinaries> serverIn(const QString& folder);

} // namespace corridor
