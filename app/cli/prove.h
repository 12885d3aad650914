// SPDX-License-Identifier: MIT
#pragma once

#include "context.h"

namespace corridor {

// corridor rollback --prove: tries ways back in the sandbox and writes the verdicts into the journal. The exit code is
// ExitFailed where one of them is not proved.
Answer proveWaysBack(Context& context);

// Those of `names` whose two scripts, as they are now, the journal knows no good verdict of.
Result<QStringList> unprovedOf(const Project& project, const QStringList& names, const class Journal& journal);

} // namespace corridor
