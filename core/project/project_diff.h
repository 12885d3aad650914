// SPDX-License-Identifier: MIT
#pragma once

#include "project/project.h"

namespace corridor {

// What is different between two readings of one project.
struct ProjectDiff {
    QStringList added; // names of migrations, in the order of the later reading
    QStringList removed; // in the order of the earlier one
    QStringList changed; // another script, another way back, or readable again
    bool settings = false; // anything but the migrations: schema, config, environment, lock file, problems

    bool isEmpty() const { return added.isEmpty() && removed.isEmpty() && changed.isEmpty() && !settings; }
    bool operator==(const ProjectDiff&) const = default;
};

ProjectDiff diffProjects(const Project& before, const Project& after);

} // namespace corridor
