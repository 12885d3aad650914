// SPDX-License-Identifier: MIT
// corridor checklist: the list of one deploy target, shown and ticked.
#include "checklist/checklist.h"

#include "deploy_target.h"

namespace corridor {

namespace {

QList<QCommandLineOption> options()
{
    return { { "tick", "Ticks an item.", "ITEM" }, { "untick", "Takes a tick back.", "ITEM" },
        { "approve", "Approves the deploy of what is pending, where the profile asks for several people." },
        { "note", "What was seen, kept with the tick.", "TEXT" } };
}

Result<void> change(Context& context, Journal& journal, const ChecklistTemplate& list, const DeployTarget& target)
{
    const bool ticked = !context.isSet("untick");
    const QString id = context.isSet("approve") ? QString(approvalItem) : context.value(ticked ? "tick" : "untick");
    if (id != QLatin1String(approvalItem) && std::ranges::none_of(list.items, [&](const ChecklistItem& item) { return item.id == id; }))
        return fail("item-unknown", QString("The checklist has no item `%1`.").arg(id), "`corridor checklist` lists them.");
    return journal.add(Tick { .target = target.key(), .item = id, .ticked = ticked, .who = currentUser(context.environment()),
        .note = context.value("note"), .scripts = target.pending });
}

void print(const Context& context, const Checklist& checklist)
{
    for (const ItemStatus& status : checklist.items) {
        const char* mark = status.proven ? "[*]" : status.isTicked() ? "[x]" : status.state == ItemState::Stale ? "[~]" : "[ ]";
        QString line = QString("%1 %2 %3").arg(mark).arg(status.item.id, -24).arg(status.item.text);
        if (!status.who.isEmpty())
            line += QString(" (%1, %2)").arg(status.who, status.at.toLocalTime().toString("yyyy-MM-dd HH:mm"));
        context.print(line);
        for (const QString& reason : status.reasons)
            context.print("      " + reason);
        if (!status.note.isEmpty())
            context.print((status.proven ? "      proof: " : "      note: ") + status.note);
    }
    context.print(QString("%1 of %2 ticked.").arg(checklist.count(ItemState::Ticked)).arg(checklist.items.size()));
}

Answer run(Context& context)
{
    if (context.isSet("tick") + context.isSet("untick") + context.isSet("approve") > 1)
        return usage("Give one of --tick, --untick and --approve.");
    const auto project = context.project();
    if (!project)
        return project.error();
    const auto list = projectChecklist(project->root);
    if (!list)
        return list.error();
    const auto target = readTarget(context, *project);
    if (!target)
        return target.error();
    auto journal = Journal::open(Journal::defaultPath(context.environment()));
    if (!journal)
        return journal.error();
    if (context.isSet("tick") || context.isSet("untick") || context.isSet("approve")) {
        if (auto changed = change(context, *journal, *list, *target); !changed)
            return changed.error();
    }
    const auto state = readGate(context, *project, *target, *journal);
    if (!state)
        return state.error();
    print(context, state->checklist);
    if (!state->approvedBy.isEmpty())
        context.print("Approved by " + state->approvedBy.join(", ") + '.');
    QJsonObject json = state->toJson();
    json["target"] = target->key();
    return json;
}

} // namespace

extern const Command checklistCommand { "checklist", "[--tick ITEM | --untick ITEM | --approve] [--note TEXT]",
    "Shows and ticks the checklist of a deploy target.", options, run };

} // namespace corridor
