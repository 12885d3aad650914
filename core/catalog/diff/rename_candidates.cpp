// SPDX-License-Identifier: MIT
#include "catalog/diff.h"

#include "catalog/diff/side.h"
#include "catalog/identifier.h"

namespace corridor {

namespace {

using Groups = QHash<QString, QStringList>;

// What a table looks like without its name: its columns.
QString tableShape(const CatalogObject& table, const Side& side)
{
    QStringList columns;
    for (const CatalogObject* part : side.partsOf(table.key))
        if (part->kind == ObjectKind::Column)
            columns.append(displayName(part->name) + u' ' + part->get(Property::Type));
    columns.sort();
    return columns.join(u'\n');
}

// What an object looks like without its name; empty for kinds that are not guessed at.
QString shape(const CatalogObject& object, const Side& side)
{
    switch (object.kind) {
    case ObjectKind::Table: return object.schema + u'\n' + tableShape(object, side);
    case ObjectKind::Column: return object.parent + u'\n' + object.get(Property::Type);
    case ObjectKind::Enum: return object.schema + u'\n' + object.get(Property::Values);
    case ObjectKind::Index: return object.parent + u'\n' + object.get(Property::Definition) + object.get(Property::Predicate);
    case ObjectKind::Constraint: return object.parent + u'\n' + object.get(Property::Definition);
    default: return {};
    }
}

// Objects of `one` that `other` has not, by shape; parts of tables that vanish whole are not asked about.
Groups onlyIn(const Side& one, const Side& other)
{
    Groups groups;
    for (const CatalogObject& object : one.snapshot().objects) {
        const bool vanishes = !object.parent.isEmpty() && !other.find(object.parent);
        if (other.find(object.key) || vanishes)
            continue;
        if (const QString text = shape(object, one); !text.isEmpty())
            groups[kindWord(object.kind) + u'\n' + text].append(object.key);
    }
    return groups;
}

} // namespace

QList<Rename> renameCandidates(const Snapshot& from, const Snapshot& to)
{
    const Side before(from), after(to);
    const Groups gone = onlyIn(before, after), come = onlyIn(after, before);
    QList<Rename> candidates;
    for (auto group = gone.constBegin(); group != gone.constEnd(); ++group) {
        const QStringList others = come.value(group.key());
        if (group->size() == 1 && others.size() == 1)
            candidates.append({ group->first(), others.first() });
    }
    std::ranges::sort(candidates, {}, &Rename::before);
    return candidates;
}

} // namespace corridor
