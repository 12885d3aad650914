// SPDX-License-Identifier: MIT
#pragma once

#include "lint/options.h"

namespace corridor {

// Gives each finding its safer form, where there is one that the runner and the table allow (CONCURRENTLY does not run
// inside of a transaction, nor on partitioned tables and hypertables). `migrations` and `options` are those of lint().
void addFixes(QList<Finding>& findings, const QList<LintMigration>& migrations, const LintOptions& options);

} // namespace corridor
