// SPDX-License-Identifier: MIT
#include "checklist/checklist.h"

#include <QHash>
#include <QJsonArray>
#include <algorithm>

namespace corridor {

namespace {

ItemStatus statusOf(const ChecklistItem& item, const Tick* newest, const QList<CoveredScript>& pending)
{
    ItemStatus status { .item = item };
    if (!newest)
        return status;
    status.who = newest->who;
    status.at = newest->at;
    status.note = newest->note;
    if (newest->ticked) {
        status.reasons = scriptChanges(newest->scripts, pending);
        status.state = status.reasons.isEmpty() ? ItemState::Ticked : ItemState::Stale;
    }
    return status;
}

QJsonObject itemJson(const ItemStatus& status)
{
    const auto orNull = [](const QString& text) { return text.isEmpty() ? QJsonValue() : QJsonValue(text); };
    return { { "id", status.item.id }, { "text", status.item.text }, { "why", status.item.why },
        { "role", orNull(status.item.role) }, { "probe", orNull(status.item.probe) }, { "proven", status.proven },
        { "state", stateWord(status.state) }, { "who", orNull(status.who) },
        { "at", orNull(status.at.toUTC().toString(Qt::ISODateWithMs)) }, { "note", orNull(status.note) },
        { "reasons", QJsonArray::fromStringList(status.reasons) } };
}

QString reasonOf(const ItemStatus& status)
{
    const QString subject = QString("\"%1\" (%2)").arg(status.item.text, status.item.id);
    if (status.state == ItemState::Stale)
        return subject + " was ticked, but: " + status.reasons.join(' ');
    return subject + " is not ticked." + (status.reasons.isEmpty() ? QString() : ' ' + status.reasons.join(' '));
}

} // namespace

QString stateWord(ItemState state)
{
    switch (state) {
    case ItemState::Unticked:
        return "unticked";
    case ItemState::Ticked:
        return "ticked";
    case ItemState::Stale:
        return "stale";
    }
    return {};
}

int Checklist::count(ItemState state) const
{
    return int(std::ranges::count(items, state, &ItemStatus::state));
}

const ItemStatus* Checklist::find(const QString& id) const
{
    const auto found = std::ranges::find(items, id, [](const ItemStatus& status) { return status.item.id; });
    return found == items.end() ? nullptr : &*found;
}

QJsonObject Checklist::toJson() const
{
    QJsonArray array;
    for (const ItemStatus& status : items)
        array << itemJson(status);
    return { { "items", array }, { "ticked", count(ItemState::Ticked) }, { "total", items.size() } };
}

Checklist evaluate(const ChecklistTemplate& list, const QList<Tick>& ticks, const QList<CoveredScript>& pending)
{
    QHash<QString, const Tick*> newest;
    for (const Tick& tick : ticks)
        newest[tick.item] = &tick;
    Checklist checklist;
    for (const ChecklistItem& item : list.items)
        checklist.items << statusOf(item, newest.value(item.id), pending);
    return checklist;
}

QStringList scriptChanges(const QList<CoveredScript>& covered, const QList<CoveredScript>& pending)
{
    QHash<QString, QString> now;
    for (const CoveredScript& script : pending)
        now.insert(script.name, script.checksum);
    QStringList changes;
    for (const CoveredScript& script : covered) {
        const auto current = now.constFind(script.name);
        if (current == now.constEnd())
            changes << script.name + " is no longer pending.";
        else if (*current != script.checksum)
            changes << script.name + " was changed.";
    }
    for (const CoveredScript& script : pending) {
        if (!std::ranges::contains(covered, script.name, &CoveredScript::name))
            changes << script.name + " became pending.";
    }
    return changes;
}

Gate gate(const Checklist& checklist)
{
    Gate result;
    for (const ItemStatus& status : checklist.items) {
        if (!status.isTicked())
            result.reasons << reasonOf(status);
    }
    result.open = result.reasons.isEmpty();
    return result;
}

QJsonObject Gate::toJson() const
{
    return { { "open", open }, { "reasons", QJsonArray::fromStringList(reasons) } };
}

} // namespace corridor
