// SPDX-License-Identifier: MIT
#pragma once

#include "project/project.h"

#include <functional>

namespace corridor {

// Runs a prisma.config file and answers with the source of a module that exports the same settings as one literal
// object (JSON is one). Called on the thread that reads the project, and only for a file that is more than literals.
using ConfigRunner = std::function<Result<QString>(const QString& configFile, const QString& root)>;

// readProject(), which runs nothing by itself, with someone to run such a file. Errors: also those of `run`.
Result<Project> readProject(const QString& folder, const Environment& environment, const ConfigRunner& run);

} // namespace corridor
