// SPDX-License-Identifier: MIT
#pragma once

#include "journal/journal.h"

#include <functional>

namespace corridor {

// Carries out an action that has no plan of migrations (resolve, backup, restore) and writes it down before and after.
// A journal that cannot be written stops it before it changes anything; what goes wrong with the journal afterwards is
// put into `problem`. `journal` may be null.
Result<void> journaled(Journal* journal, const RunRecord& record, const std::function<Result<void>()>& work,
    std::optional<Error>* problem = nullptr);

} // namespace corridor
