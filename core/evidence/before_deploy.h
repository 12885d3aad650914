// SPDX-License-Identifier: MIT
#pragma once

#include "backup/create_backup.h"
#include "engine/plan.h"

namespace corridor {

// What is kept before a guarded deploy, so that there is a way back to the moment before it.
enum class BeforeDeploy {
    Nothing,
    RestorePoint, // a name in the WAL (pg_create_restore_point); of use where the server archives its WAL
    Tables, // a backup with the rows of those tables only that the scripts rewrite or change; structure of all
    Database, // a backup of everything
};
QString beforeDeployWord(BeforeDeploy policy); // nothing, restore-point, tables, database

// The [before-deploy] table of corridor.toml says it for each profile by its name; Nothing where it does not:
//
//     [before-deploy]
//     production = "database"        # nothing, restore-point, tables or database
//
// "lint-config" with line and column.
Result<BeforeDeploy> beforeDeployPolicy(const QString& projectRoot, const QString& profile);

// The tables whose rows the plan's scripts can change or write anew, as schema.name; a name without a schema as it is
// written. Of scripts that cannot be read statement by statement nothing is known: unset.
std::optional<QStringList> affectedTables(const Plan& plan);

// The name of the restore point before a plan: "corridor 20260102T030405Z 3_name", 63 bytes at most.
QString restorePointName(const Plan& plan, const QDateTime& now);
// Sets a restore point; its position in the WAL. Needs the right to execute pg_create_restore_point.
// "restore-point-refused", with what to do.
Result<QString> setRestorePoint(Session& session, const QString& name, const CancelToken& token = CancelToken::never());

// Carries the policy out on the target, in a session of its own; what was kept, as a sentence for the journal, empty
// for Nothing. Errors: those of createBackup() and setRestorePoint().
Result<QString> keepBeforeDeploy(BeforeDeploy policy, const Plan& plan, const ConnectionOptions& target,
    const Environment& environment, const BackupObserver& observer = {},
    const CancelToken& token = CancelToken::never());

// The same for a deploy to a protected profile, as the project's file says; nothing for other plans.
Result<QString> keepBeforeDeploy(const QString& projectRoot, const QString& profile, const Plan& plan,
    const ConnectionOptions& target, const Environment& environment, const BackupObserver& observer = {},
    const CancelToken& token = CancelToken::never());

} // namespace corridor
