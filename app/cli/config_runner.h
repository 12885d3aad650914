// SPDX-License-Identifier: MIT
#pragma once

#include "base/cancel.h"
#include "project/evaluated_config.h"

namespace corridor {

// CORRIDOR_EVALUATE_CONFIG, as --evaluate-config: somebody wants configuration files to be run.
bool evaluatesConfig(const Environment& environment);

// Runs prisma.config.* by the `node` of the PATH in a child process: with the project's own Prisma where that is
// installed (it reads TypeScript), else as Node itself loads modules. What the file prints goes to standard error.
// After CORRIDOR_EVALUATE_SECONDS (10) it is stopped. The token and the environment must outlive the answer. Errors:
// "node-missing", "config-failed" with what it said, "config-timeout", "cancelled".
ConfigRunner configRunner(const Environment& environment, const CancelToken& token);

} // namespace corridor
