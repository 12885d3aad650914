// SPDX-License-Identifier: MIT
#pragma once

#include <Qt>

namespace corridor {

// What MigrationModel answers beside Qt's own roles.
enum MigrationRole {
    MigrationNameRole = Qt::UserRole, // QString, the folder's name
    MigrationStateRole, // int(MigrationState), or -1 while no database is known
    MigrationWordRole, // QString, the state as a word
    MigrationTitleRole, // QString, the name without its time stamp
    MigrationStampRole, // QDateTime, UTC; invalid where the name has none
    MigrationToneRole, // int(Tone)
    MigrationSortRole, // what a column sorts by
    MigrationVerdictRole, // int(Severity) of the worst finding of the review, or -1
    MigrationWayBackRole, // QString, what is known of the way back, as words; empty where nothing is
    MigrationWayBackToneRole, // int(Tone)
    MigrationNeedsWorkRole, // bool: not simply applied
};

} // namespace corridor
