// SPDX-License-Identifier: MIT
#pragma once

#include "context.h"
#include "lint/sources.h"
#include "review/lint_config.h"
#include "review/live_use.h"
#include "review/output/output.h"

namespace corridor {

// What a call of `corridor lint` asks for: its words, over corridor.toml, over the defaults.
struct LintRequest {
    LintConfig config;
    OutputFormat format = OutputFormat::Text;
    QList<LintFolder> folders;
    bool live = false; // the schema, sizes and pending migrations come from a connection
    bool scoped = false; // only what has not run yet is examined: by --since, by a connection, or named one by one
    LiveUse use; // of the connection
    QList<Finding> history; // what the connection's own history says of the folder
};

// Errors: "usage", "lint-config", those of the sources, of git and of the connection.
Result<LintRequest> readLintRequest(Context& context);
QList<QCommandLineOption> lintOptions();

} // namespace corridor
