// SPDX-License-Identifier: MIT
#pragma once

#include "lint/sources.h"

namespace corridor {

// A script that a run of fixes would change or make.
struct ScriptChange {
    QString file;      // of the script
    QString migration; // its name
    QByteArray before; // empty where it is new
    QByteArray after;
    bool isNew = false;
};

struct FixRun {
    QList<ScriptChange> changes; // in the order of the migrations
    QStringList applied;         // for each fix: file:line: title
    QList<Finding> left;         // what the changed folder is still found to have
};

// Applies one fix after another to the examined scripts, looking at all of them anew each time. Nothing is written.
// What a fix puts off goes into new migrations that sort between the changed one and the next.
FixRun fixAll(LintFolder folder, const LintOptions& options);

// A name for a new migration after `name` and before the ones that follow it; empty where there is no room.
QString nameAfter(const QString& name, const QString& title, const QStringList& names);

// Errors: "fix-not-written".
Result<void> writeChanges(const QList<ScriptChange>& changes);

// "--- a/…", "+++ b/…" and the hunks.
QString unifiedDiff(const ScriptChange& change);

} // namespace corridor
