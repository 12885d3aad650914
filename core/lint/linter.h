// SPDX-License-Identifier: MIT
#pragma once

#include "base/cancel.h"
#include "lint/options.h"

namespace corridor {

// Reviews the scripts of a folder, oldest first, each against the schema that those before it leave behind. Pure.
// Findings are in the order of the scripts and of their lines; those of the folder as a whole come last.
// Returns what was found so far where `token` is cancelled.
QList<Finding> lint(const QList<LintMigration>& migrations, const LintOptions& options,
    const CancelToken& token = CancelToken::never());

// Findings at `severity` and above.
qsizetype countAtLeast(const QList<Finding>& findings, Severity severity);

} // namespace corridor
