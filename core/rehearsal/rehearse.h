// SPDX-License-Identifier: MIT
#pragma once

#include "rehearsal/rehearsal_report.h"

namespace corridor {

struct RehearsalRequest {
    CloneSource source;
    QString sourceText; // for people
    RowChoice rows;
    std::optional<ConnectionOptions> production; // whose sizes count; only read
    QString queryFile; // the application's queries; empty: of production's pg_stat_statements, if it has it
    std::optional<LoadSource> load; // replayed in a second run, on a second copy; without file or queries: the queries above
    Environment environment;
};

// Copies the source into the sandbox, runs what is pending there, runs the project's checks before and after, tries the
// way back, and reports; the copy is gone afterwards. A script that fails is a finding, no error.
// Errors: those of makeClone(), readChecks() and Session, "cancelled".
Result<RehearsalReport> rehearse(const Project& project, const RehearsalRequest& request,
    const BackupObserver& cloning = {}, const Observer& running = {}, const CancelToken& token = CancelToken::never());

} // namespace corridor
