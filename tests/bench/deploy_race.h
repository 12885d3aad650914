// SPDX-License-Identifier: MIT
#pragma once

#include "oracle.h"

#include <optional>

namespace corridor {

struct RaceOptions {
    int migrations = 500;
    int rounds = 3;
    QString corridor;
};

// Deploys to a new database, then asks for the status, deploys nothing and one, resolves, runs dev and resets, on a
// durable server and on a careless one, by corridor, by one psql session (deploy only) and by the Prismas where there
// are any; prints as it goes.
// Empty, or why there was no race.
QString raceDeploys(const RaceOptions& options, const std::optional<Oracle>& oracle);

} // namespace corridor
