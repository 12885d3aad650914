// SPDX-License-Identifier: MIT
#pragma once

#include "journal/journal.h"
#include "project/project.h"

#include <QHash>

namespace corridor {

// What is known of a migration's way back.
enum class WayBackState {
    None, // there is no down.sql
    Untried, // there is one, and nobody has tried the two scripts as they are now
    Proved,
    LosesData, // the schema comes back, and rows or values do not
    NotProved,
};
struct WayBackKnown {
    WayBackState state = WayBackState::None;
    QString why; // a sentence; empty where it is proved
    bool operator==(const WayBackKnown&) const = default;
};

// Of every migration of the project, by name, as the journal has it.
Result<QHash<QString, WayBackKnown>> waysBackOf(const Project& project, const Journal& journal);

// Those of `names` that have a down.sql which the journal knows no good verdict of.
Result<QStringList> unprovedOf(const Project& project, const QStringList& names, const Journal& journal);

} // namespace corridor
