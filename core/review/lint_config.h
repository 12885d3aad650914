// SPDX-License-Identifier: MIT
#pragma once

#include "base/error.h"
#include "lint/options.h"

namespace corridor {

// The [lint] table of corridor.toml:
//
//     [lint]
//     server-version = "15.4"            # or 15
//     runner = "prisma-7"             # prisma-6, prisma-7, corridor, psql
//     fail-on = "warning"                # what makes `corridor lint` fail: note, warning, error, never
//     protected-tables = ["orders", "billing.*"]
//     ignore = ["2021*"]                 # migrations that are followed and not examined
//     baseline = "20240101000000_start"  # the same for all up to this one
//     small-table-rows = 10000
//     timeouts-set-elsewhere = true      # lock_timeout comes from the role or the connection
//     session-utc = true                 # the migrating session's TimeZone is UTC
//
//     [lint.severity]
//     drop-column = "error"              # note, warning, error, off
//
//     [lint.assumed-rows]
//     orders = 40_000_000
//     "audit.*" = 1_000_000_000
//
//     [[lint.rule]]                      # every part that is set must match
//     id = "no-drop-in-audit"
//     severity = "error"
//     message = "The audit schema is kept for ten years."
//     statement = "DROP TABLE"           # PostgreSQL's command tag
//     relation = "audit.*"
//     lock = "ACCESS EXCLUSIVE"          # at least
//     rewrite = true
//     scan = true
//     destroys-data = true
struct LintConfig {
    LintOptions options;
    std::optional<Severity> failOn = Severity::Warning; // unset: never
    QString file; // empty where there is none
};

// Errors: "lint-config", with line and column; unknown keys name the nearest known one.
Result<LintConfig> parseLintConfig(const QByteArray& text, const QString& file);
// The corridor.toml of `folder` or of the nearest folder above it, up to the root of its git repository; an empty
// configuration where there is none.
Result<LintConfig> readLintConfig(const QString& folder);

} // namespace corridor
