// SPDX-License-Identifier: MIT
// corridor checklist: the list of one deploy target, shown and ticked.
#include "checklist/checklist.h"

#include "context.h"
#include "engine/run_journal.h"

namespace corridor {

namespace {

QList<QCommandLineOption> options()
{
    return { { "tick", "Ticks an item.", "ITEM" }, { "untick", "Takes a tick back.", "ITEM" },
        { "note", "What was seen, kept with the tick.", "TEXT" } };
}

struct Target {
    QString key;
    QList<CoveredScript> pending;
};

// The target's identity is that of the server's answer, so that every way of writing a URL finds the same ticks.
Result<Target> readTarget(Context& context, const Project& project)
{
    auto session = context.connect();
    if (!session && session.error().code == "P1003") { // deploy will create it; all is pending
        const auto connection = context.connection();
        return Target { identityOf(*connection).key(), coveredScripts(project, diagnose(project.migrations, {})) };
    }
    CORRIDOR_TRY(session);
    const auto state = inspect(*session, project, context.token());
    CORRIDOR_TRY(state);
    return Target { identityOf(state->target).key(), coveredScripts(project, diagnose(project.migrations, state->rows)) };
}

Result<void> change(Context& context, Journal& journal, const ChecklistTemplate& list, const Target& target)
{
    const bool ticked = context.isSet("tick");
    const QString id = context.value(ticked ? "tick" : "untick");
    if (std::ranges::none_of(list.items, [&](const ChecklistItem& item) { return item.id == id; }))
        return fail("item-unknown", QString("The checklist has no item `%1`.").arg(id), "`corridor checklist` lists them.");
    return journal.add(Tick { .target = target.key, .item = id, .ticked = ticked, .who = currentUser(context.environment()),
        .note = context.value("note"), .scripts = target.pending });
}

void print(const Context& context, const Checklist& checklist)
{
    for (const ItemStatus& status : checklist.items) {
        const char* mark = status.state == ItemState::Ticked ? "[x]" : status.state == ItemState::Stale ? "[~]" : "[ ]";
        QString line = QString("%1 %2 %3").arg(mark).arg(status.item.id, -24).arg(status.item.text);
        if (!status.who.isEmpty())
            line += QString(" (%1, %2)").arg(status.who, status.at.toLocalTime().toString("yyyy-MM-dd HH:mm"));
        context.print(line);
        for (const QString& reason : status.reasons)
            context.print("      " + reason);
        if (!status.note.isEmpty())
            context.print("      note: " + status.note);
    }
    context.print(QString("%1 of %2 ticked.").arg(checklist.count(ItemState::Ticked)).arg(checklist.items.size()));
}

Answer run(Context& context)
{
    if (context.isSet("tick") && context.isSet("untick"))
        return usage("Give one of --tick and --untick.");
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
    if (context.isSet("tick") || context.isSet("untick")) {
        if (auto changed = change(context, *journal, *list, *target); !changed)
            return changed.error();
    }
    const auto ticks = journal->ticks(target->key);
    if (!ticks)
        return ticks.error();
    const Checklist checklist = evaluate(*list, *ticks, target->pending);
    print(context, checklist);
    QJsonObject json = checklist.toJson();
    json["gate"] = gate(checklist).toJson();
    json["target"] = target->key;
    return json;
}

} // namespace

extern const Command checklistCommand { "checklist", "[--tick ITEM | --untick ITEM] [--note TEXT]",
    "Shows and ticks the checklist of a deploy target.", options, run };

} // namespace corridor
