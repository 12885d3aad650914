// SPDX-License-Identifier: MIT
#pragma once

#include "lint/linter.h"
#include "project/migration.h"
#include "sql/facts.h"

#include <QHash>
#include <QSet>

namespace corridor {

// What is to be reviewed: a folder with the texts that are in the editors, and what of it has not run yet.
struct ReviewOrder {
    QList<Migration> folder;
    QHash<QString, QByteArray> edited; // by migration: text that is not saved yet
    QSet<QString> pending;
    bool knowsPending = false; // false: no database is known, and every script counts as not run
    LintOptions options = LintOptions();
};

// What a statement does while it runs, for the mark beside its first line.
struct StatementMark {
    int line = 0; // of its code, from 1
    LockMode lock = LockMode::None;
    TableWork work = TableWork::None;
    bool alone = false; // cannot run inside a transaction
    QString text;       // facts and their sources, for people
    bool operator==(const StatementMark&) const = default;
};

struct FolderReview {
    QList<Finding> findings; // of scripts that have not run; of the folder as a whole at the end
    QHash<QString, QList<StatementMark>> marks; // by migration
    int major = 17; // of the server that was assumed
};

// Pure; for a worker thread: some 50 µs a script.
FolderReview reviewFolder(const ReviewOrder& order, const CancelToken& token);

// The worst of some findings; unset where there is none.
std::optional<Severity> worstOf(const QList<Finding>& findings, const QString& migration);

} // namespace corridor
