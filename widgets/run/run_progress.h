// SPDX-License-Identifier: MIT
#pragma once

#include "engine/run_event.h"

namespace corridor {

// How far a run is, from its events.
struct RunProgress {
    int done = 0, total = 0; // migrations
    QString migration; // the one that runs now
    int step = 0, steps = 0; // its statements, steps 0 or 1 where they are not counted

    void apply(const RunEvent& event);
    QString text() const; // "20250101_a, 3 of 12, statement 2 of 5"
};

} // namespace corridor
