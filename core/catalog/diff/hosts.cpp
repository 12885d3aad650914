// SPDX-License-Identifier: MIT
#include "catalog/diff/hosts.h"

#include "catalog/identifier.h"
#include "catalog/sql/names.h"
#include "catalog/sql/sequence_sql.h"

namespace corridor {

namespace {

bool isForeignKey(const CatalogObject& object)
{
    return object.is(Property::Method, QLatin1StringView("foreign key"));
}

// A foreign key between two tables that both go is dropped by itself, so that neither has to go first.
bool refersToWhatGoes(const CatalogObject& key, const Side& from, const Comparison& comparison)
{
    if (key.kind != ObjectKind::Constraint || !isForeignKey(key))
        return false;
    for (const QString& needed : key.dependsOn) {
        const CatalogObject* other = from.find(needed);
        if (other && other->parent != key.parent && comparison.goes(other->parent))
            return true;
    }
    return false;
}

// The next one up that takes `object` along.
const CatalogObject* nextHost(const CatalogObject& object, const Side& from, const Comparison& comparison)
{
    if (!object.parent.isEmpty() && comparison.goes(object.parent))
        return from.parentOf(object);
    if (const CatalogObject* above = parentIndex(object, from); above && comparison.goes(above->key))
        return above;
    if (const CatalogObject* column = owningColumn(object, from))
        if (comparison.goes(column->key) || comparison.goes(column->parent))
            return column;
    return nullptr;
}

bool reaches(const QString& key, const QString& goal, const Side& to, QSet<QString>& seen)
{
    if (key == goal)
        return true;
    if (seen.contains(key))
        return false;
    seen.insert(key);
    const CatalogObject* object = to.find(key);
    if (!object)
        return false;
    if (!object->parent.isEmpty() && reaches(object->parent, goal, to, seen))
        return true;
    return std::ranges::any_of(object->dependsOn, [&](const QString& next) { return reaches(next, goal, to, seen); });
}

bool isInlineKind(const CatalogObject& part)
{
    if (part.kind == ObjectKind::Default)
        return true;
    return part.kind == ObjectKind::Constraint && !isForeignKey(part)
        && !part.get(Property::Definition).endsWith(u" NOT VALID") && !part.has(Property::Clustered)
        && !part.has(Property::ReplicaIdentity) && !part.has(Property::Statistics);
}

// The same part of the parent table: public.child.a -> public.parent.a
const CatalogObject* inheritedFrom(const CatalogObject& part, const CatalogObject& table, const Side& side)
{
    for (const Property link : { Property::PartitionOf, Property::Inherits })
        for (const QString& name : table.properties.list(link))
            if (const CatalogObject* parent = side.findBySqlName(name, { ObjectKind::Table, ObjectKind::ForeignTable }))
                if (const CatalogObject* found = side.find(
                        objectKey(part.kind, parent->identity() + u'.' + displayName(part.name))))
                    return found;
    return nullptr;
}

} // namespace

const CatalogObject* parentIndex(const CatalogObject& index, const Side& side)
{
    if (!index.has(Property::IndexOf))
        return nullptr;
    const QString& name = index.get(Property::IndexOf);
    if (const CatalogObject* found = side.findBySqlName(name, { ObjectKind::Index }))
        return found;
    const CatalogObject* table = side.parentOf(index);
    const CatalogObject* above
        = table ? side.findBySqlName(table->get(Property::PartitionOf), { ObjectKind::Table }) : nullptr;
    if (!above)
        return nullptr;
    for (const CatalogObject* part : side.partsOf(above->key))
        if (part->kind == ObjectKind::Constraint && qualifiedName(part->schema, part->name) == name)
            return part;
    return nullptr;
}

const CatalogObject* owningColumn(const CatalogObject& sequence, const Side& side)
{
    if (sequence.kind != ObjectKind::Sequence || !sequence.has(Property::OwnedBy))
        return nullptr;
    const CatalogObject* table = side.findBySqlName(sequence.get(Property::OwnedBy),
        { ObjectKind::Table, ObjectKind::ForeignTable });
    if (!table)
        return nullptr;
    for (const CatalogObject* part : side.partsOf(table->key))
        if (part->kind == ObjectKind::Column
            && sqlName(*table) + u'.' + sqlName(*part) == sequence.get(Property::OwnedBy))
            return part;
    return nullptr;
}

const CatalogObject* dropHost(const CatalogObject& object, const Side& from, const Comparison& comparison)
{
    const CatalogObject* host = &object;
    while (const CatalogObject* next = nextHost(*host, from, comparison)) {
        if (refersToWhatGoes(*host, from, comparison))
            break;
        host = next;
    }
    return host;
}

// The part of the parent table that brings this change along; null where there is none.
static const CatalogObject* leader(const CatalogObject& part, const Side& side, const Comparison& comparison)
{
    const CatalogObject* table = tableOf(part, side);
    const bool linked = table && !comparison.comes(table->key) && !comparison.goes(table->key)
        && !comparison.changed(table->key).contains(Property::PartitionOf)
        && !comparison.changed(table->key).contains(Property::Inherits);
    if (!linked)
        return nullptr;
    const CatalogObject* above = inheritedFrom(part, *table, side);
    if (!above || comparison.fate(above->key) != comparison.fate(part.key))
        return nullptr;
    const bool comesAlong = part.kind == ObjectKind::Default // each table has its own, unless it came with the column
        ? comparison.comes(part.parent) && above->properties == part.properties
        : part.has(Property::InheritedFrom);
    return comesAlong ? above : nullptr;
}

const CatalogObject* leadingPart(const CatalogObject& part, const Side& side, const Comparison& comparison)
{
    const CatalogObject* leading = &part;
    while (const CatalogObject* above = leader(*leading, side, comparison))
        leading = above;
    return leading;
}

bool followsParent(const CatalogObject& part, const Side& side, const Comparison& comparison)
{
    return leader(part, side, comparison) != nullptr;
}

bool isOwnedLater(const CatalogObject& sequence, const Side& to, const Comparison& comparison)
{
    const CatalogObject* column = owningColumn(sequence, to);
    if (!column || comparison.comes(sequence.key))
        return column;
    return comparison.changed(sequence.key).contains(Property::OwnedBy) && comparison.comes(column->key);
}

bool canInline(const CatalogObject& part, const Side& to)
{
    if (!isInlineKind(part))
        return false;
    const CatalogObject* table = tableOf(part, to);
    return std::ranges::none_of(part.dependsOn, [&](const QString& key) {
        const CatalogObject* needed = to.find(key);
        QSet<QString> seen;
        const bool own = needed && (needed->parent == table->key || needed->key == part.parent);
        return !own && reaches(key, table->key, to, seen);
    });
}

const CatalogObject* serialSequence(const CatalogObject& column, const Side& to, const Comparison& comparison)
{
    const CatalogObject* table = to.parentOf(column);
    const CatalogObject* value = to.find(objectKey(ObjectKind::Default, column.identity()));
    if (!value || !table || !column.has(Property::NotNull) || !comparison.comes(value->key))
        return nullptr;
    const QString& expression = value->get(Property::Expression);
    if (!expression.startsWith(u"nextval('") || !expression.endsWith(u"'::regclass)"))
        return nullptr;
    for (const QString& key : value->dependsOn) {
        const CatalogObject* sequence = to.find(key);
        if (sequence && sequence->kind == ObjectKind::Sequence && comparison.comes(key)
            && isPlainSerial(*sequence, column, *table))
            return sequence;
    }
    return nullptr;
}

} // namespace corridor
