// SPDX-License-Identifier: MIT
// corridor gate: whether a protected target may be deployed to.
#include "deploy_target.h"

namespace corridor {

namespace {

Answer run(Context& context)
{
    const auto project = context.project();
    if (!project)
        return project.error();
    const auto target = readTarget(context, *project);
    if (!target)
        return target.error();
    auto journal = Journal::open(Journal::defaultPath(context.environment()));
    if (!journal)
        return journal.error();
    const auto state = readGate(context, *project, *target, *journal);
    if (!state)
        return state.error();
    context.print(state->gate.open ? "open" : "closed");
    for (const QString& reason : state->gate.reasons)
        context.print("  " + reason);
    QJsonObject json = state->toJson();
    json["target"] = target->key();
    json["open"] = state->gate.open;
    json["pending"] = int(target->pending.size());
    return { json, state->gate.open ? ExitOk : ExitClosed };
}

} // namespace

extern const Command gateCommand { "gate", "", "Says whether the checklist lets a deploy pass, and what is missing.", nullptr, run };

} // namespace corridor
