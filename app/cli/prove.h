// SPDX-License-Identifier: MIT
#pragma once

#include "context.h"

namespace corridor {

// corridor rollback --prove: tries ways back in the sandbox and writes the verdicts into the journal. The exit code is
// ExitFailed where one of them is not proved.
Answer proveWaysBack(Context& context);

} // namespace corridor
