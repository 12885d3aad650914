// SPDX-License-Identifier: MIT
#pragma once

#include "base/environment.h"
#include "base/error.h"
#include "lint/options.h"

namespace corridor {

// Scripts that are reviewed together, oldest first: those of a migrations folder, or one that stands by itself.
struct LintFolder {
    QString path; // of the migrations folder, absolute; of the script where it stands by itself
    QList<LintMigration> migrations;
};

// Reads what `paths` name, each of them
//   a migration's script, or its folder: the earlier ones of the folder give context and are not examined;
//   a migrations folder, or a project with one;
//   any other script: judged by itself, tables that it does not make exist and may be large;
//   any other folder: every migrations folder and every *.sql file below it, but for hidden ones and node_modules.
// A script's `path` begins with the words that named it. Errors: "path-missing", "path-unreadable", "nothing-to-review".
Result<QList<LintFolder>> readLintFolders(const QStringList& paths, const Environment& environment);

// One script that stands by itself.
LintFolder lintFolderOf(const QString& name, const QByteArray& text);

} // namespace corridor
