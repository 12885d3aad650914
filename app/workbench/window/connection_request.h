// SPDX-License-Identifier: MIT
#pragma once

#include "postgres/connection.h"
#include "profile/profile.h"

namespace corridor {

// Where the window should work: a profile with its password already in the options, or a bare URL.
struct ConnectionRequest {
    std::optional<Profile> profile; // unset for a bare URL: then nothing is known of its kind
    ConnectionOptions options;
};

} // namespace corridor
