// SPDX-License-Identifier: MIT
#include "deploy_target.h"

#include "engine/run_journal.h"

namespace corridor {

Result<DeployTarget> readTarget(Context& context, const Project& project)
{
    auto session = context.connect();
    if (!session && session.error().code == "P1003") { // deploy will create it; all is pending
        const auto connection = context.connection();
        return DeployTarget { identityOf(*connection), coveredScripts(project, diagnose(project.migrations, {})), {} };
    }
    CORRIDOR_TRY(session);
    const auto state = inspect(*session, project, context.token());
    CORRIDOR_TRY(state);
    DeployTarget target { identityOf(state->target), coveredScripts(project, diagnose(project.migrations, state->rows)), {} };
    for (const HistoryRow& row : state->rows) {
        if (row.isApplied())
            target.applied << row.migrationName;
    }
    return target;
}

Result<TargetGate> readGate(Context& context, const Project& project, const DeployTarget& target, const Journal& journal)
{
    const auto named = context.profile();
    CORRIDOR_TRY(named);
    const auto profile = guardianOf(*named, context.environment(), target.identity);
    return readGate(project.root,
        { .journal = journal, .backups = BackupStore(BackupStore::defaultFolder(context.environment())).list(),
            .target = target.identity, .pending = target.pending, .applied = target.applied, .now = QDateTime::currentDateTimeUtc() },
        profile ? &*profile : nullptr);
}

} // namespace corridor
