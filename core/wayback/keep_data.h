// SPDX-License-Identifier: MIT
#pragma once

#include "wayback/way_back.h"

namespace corridor {

// How the rows are kept that a way back would drop.
struct Kept {
    QStringList statements; // before all others, without semicolons
    Snapshot target; // what the way back leads to: the state before, and what is kept beside it
    QList<Rename> renames; // from `after` to `target`
    QStringList kept; // for people: "the data of column public.t.c in corridor_kept.…"
    QStringList saves; // the losses that are none then, as diff() words them
};

// Of tables and columns that are in `after` and not in `before`. Pure.
Kept keepData(const Snapshot& before, const Snapshot& after, const WayBackOptions& options);

} // namespace corridor
