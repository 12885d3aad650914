// SPDX-License-Identifier: MIT
#pragma once

#include "backup/backup_store.h"
#include "context.h"

namespace corridor {

// The words of `corridor backup`, each in a file of its own.
Answer createWord(Context& context);
Answer listWord(Context& context);
Answer verifyWord(Context& context);
Answer restoreWord(Context& context);
Answer pruneWord(Context& context);
Answer scheduleWord(Context& context);

// --store, else the user's own.
BackupStore backupStore(const Context& context);
// The backup that the second word names; "latest", or none, is the newest of the connection's database, where a
// database is named, else the newest of all. "backup-unknown".
Result<Backup> namedBackup(Context& context);
// Tells how far it is on one line of the terminal.
BackupObserver backupProgress(const Context& context);
// As an answer has it: the manifest, its folder, and when it was verified.
QJsonObject toJson(const Backup& backup);
// --every and --keep. "usage"
Result<RetentionPolicy> retentionPolicy(const Context& context);
// --jobs, 2 without it. "usage"
Result<int> jobsOption(const Context& context);

} // namespace corridor
