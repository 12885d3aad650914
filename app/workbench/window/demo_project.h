// SPDX-License-Identifier: MIT
#pragma once

#include "base/cancel.h"
#include "base/environment.h"
#include "postgres/connection.h"

namespace corridor {

// The demo: a copy of the Coinsphere project in the user's data folder, and an empty database for it on the user's
// sandbox server.
struct DemoPlace {
    QString folder;
    ConnectionOptions connection;
};

// For a worker thread. `fresh` drops the database and replaces the copy, so that the demo begins at its beginning.
// Errors: "demo-missing", "demo-copy-failed", and those of Sandbox.
Result<DemoPlace> prepareDemo(const Environment& environment, bool fresh, const CancelToken& token);

// Where the demo project is installed, or lies in the sources beside a build; empty where it is neither.
QString demoSource();

} // namespace corridor
