// SPDX-License-Identifier: MIT
#pragma once

#include "checklist/checklist_template.h"
#include "journal/tick.h"

#include <QJsonObject>
#include <QStringList>

namespace corridor {

enum class ItemState {
    Unticked,
    Ticked,
    Stale, // was ticked, but not for the scripts that are pending now
};
QString stateWord(ItemState state); // unticked, ticked, stale

// An item as it stands for one target.
struct ItemStatus {
    ChecklistItem item;
    ItemState state = ItemState::Unticked;
    QString who; // of the newest tick or untick; empty where there was none
    QDateTime at;
    QString note;
    QStringList reasons; // why it is stale, or what its probe misses, each a sentence
    bool proven = false; // ticked by its probe; the note says what proves it

    bool isTicked() const { return state == ItemState::Ticked; }
    bool operator==(const ItemStatus&) const = default;
};

// A list as it stands for one target: a value.
struct Checklist {
    QList<ItemStatus> items; // in the template's order

    int count(ItemState state) const;
    const ItemStatus* find(const QString& id) const;
    // {"items": [{"id","text","why","state","role","probe","who","at","note","proven","reasons"}], "ticked": n, "total": n}
    QJsonObject toJson() const;
};

// Pure. The newest of `ticks` (all of one target, oldest first) decides each item; it is stale as soon as `pending`,
// the scripts that the next deploy would run, are not the very ones that it was made for.
Checklist evaluate(const ChecklistTemplate& list, const QList<Tick>& ticks, const QList<CoveredScript>& pending);

// What differs between the scripts of a tick and those pending now, each a sentence; empty when nothing does.
QStringList scriptChanges(const QList<CoveredScript>& covered, const QList<CoveredScript>& pending);

// Whether a protected target may be deployed to.
struct Gate {
    bool open = false;
    QStringList reasons; // why it is closed, one sentence for each item
    QJsonObject toJson() const;
};
Gate gate(const Checklist& checklist);

} // namespace corridor
