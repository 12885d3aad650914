// SPDX-License-Identifier: MIT
#pragma once

#include "lint/linter.h"
#include "project/migration.h"
#include "review/statement_marks.h"

#include <QHash>
#include <QMutex>
#include <QSet>
#include <memory>

namespace corridor {

// The scripts as they were read last time, so that a review after each pause in typing reads only what has changed.
// Shared between the window and its workers; any thread.
class ScriptCache {
public:
    Script script(const QString& migration, const QByteArray& text);
    // Forgets the migrations that are not among these.
    void keepOnly(const QList<LintMigration>& migrations);

private:
    QMutex m_mutex;
    QHash<QString, Script> m_scripts;
};

// What is to be reviewed: a folder with the texts that are in the editors, and what of it has not run yet.
struct ReviewOrder {
    QList<Migration> folder;
    QHash<QString, QByteArray> edited; // by migration: text that is not saved yet
    QSet<QString> pending;
    bool knowsPending = false; // false: no database is known, and every script counts as not run
    LintOptions options = LintOptions();
    std::shared_ptr<ScriptCache> scripts = {}; // of the last review; null: everything is read anew
};

struct FolderReview {
    QList<Finding> findings; // of scripts that have not run; of the folder as a whole at the end
    QHash<QString, QList<StatementMark>> marks; // by migration
    int major = 17; // of the server that was assumed
};

// Pure; for a worker thread: some 50 µs a script.
FolderReview reviewFolder(const ReviewOrder& order, const CancelToken& token);

} // namespace corridor
