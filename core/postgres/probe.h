// SPDX-License-Identifier: MIT
#pragma once

#include "postgres/session.h"

namespace corridor {

// What a connection turns out to be when it is tried.
struct Probe {
    ServerFacts server;
    double connectMs = 0; // until the first answer could be asked for
    double latencyMs = 0; // of one answer: the shortest of three
    bool readOnly = false; // a standby, or read-only by default
};

// Connects, asks three times for nothing, and leaves. Changes nothing.
Result<Probe> probe(const ConnectionOptions& options, const CancelToken& token = CancelToken::never());

} // namespace corridor
