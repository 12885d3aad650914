// SPDX-License-Identifier: MIT
#include "engine/action_journal.h"

namespace corridor {

Result<void> journaled(
    Journal* journal, const RunRecord& record, const std::function<Result<void>()>& work, std::optional<Error>* problem)
{
    if (!journal)
        return work();
    const auto run = journal->begin(record);
    CORRIDOR_TRY(run);
    const auto done = work();
    const QString outcome = done ? "done" : done.error().code == "cancelled" ? "cancelled" : "failed";
    const auto finished = journal->finish(*run, outcome, done ? std::nullopt : std::optional(done.error()));
    if (!finished && problem)
        *problem = finished.error();
    return done;
}

} // namespace corridor
