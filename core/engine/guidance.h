// SPDX-License-Identifier: MIT
#pragma once

#include "base/error.h"

namespace corridor {

// What usually helps against the four common troubles of a migration, recognised by the server's SQLSTATE.
struct Guidance {
    QString topic; // timeout, lock-conflict, disk-space, drift; empty for other errors
    QString advice; // sentences
};

// Pure. `message` tells a statement's timeout from a cancellation, which have the same SQLSTATE.
Guidance guidanceFor(const QString& sqlstate, const QString& message);

} // namespace corridor
