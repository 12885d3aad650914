// SPDX-License-Identifier: MIT
#include "catalog/diff/comparison.h"

#include "catalog/identifier.h"
#include "catalog/sql/object_sql.h"
#include "catalog/sql/type_sql.h"

namespace corridor {

namespace {

bool holdsRows(ObjectKind kind) { return kind == ObjectKind::Table; }

bool isForeignKey(const CatalogObject& object)
{
    return object.is(Property::Method, QLatin1StringView("foreign key"));
}

Fate fateOf(Way way)
{
    switch (way) {
    case Way::Rebuild: return Fate::Rebuilt;
    case Way::Swap: return Fate::Swapped;
    case Way::Impossible: return Fate::Impossible;
    default: return Fate::Altered;
    }
}

} // namespace

Comparison::Comparison(const Side& from, const Side& to, int serverVersion)
    : m_from(from)
    , m_to(to)
    , m_version(serverVersion)
{
    compare();
    if (m_keys.isEmpty())
        return;
    judgeEnums();
    spread();
    std::ranges::sort(m_keys);
}

Fate Comparison::fate(const QString& key) const { return m_fates.value(key, Fate::Same); }

bool Comparison::goes(const QString& key) const
{
    const Fate what = fate(key);
    return what == Fate::Dropped || what == Fate::Rebuilt;
}

bool Comparison::comes(const QString& key) const
{
    const Fate what = fate(key);
    return what == Fate::Created || what == Fate::Rebuilt;
}

void Comparison::set(const QString& key, Fate fate)
{
    if (!m_fates.contains(key))
        m_keys.append(key);
    m_fates[key] = fate;
}

void Comparison::compare()
{
    auto left = m_from.snapshot().objects.begin();
    auto right = m_to.snapshot().objects.begin();
    const auto leftEnd = m_from.snapshot().objects.end();
    const auto rightEnd = m_to.snapshot().objects.end();
    while (left != leftEnd || right != rightEnd) {
        const int order = left == leftEnd ? 1 : right == rightEnd ? -1 : left->key.compare(right->key);
        if (order < 0)
            set((left++)->key, Fate::Dropped);
        else if (order > 0)
            set((right++)->key, Fate::Created);
        else
            compareObject(*left++, *right++);
    }
    for (const QString& key : QStringList(m_keys))
        if (const CatalogObject* object = m_from.find(key); object && object->kind == ObjectKind::Hypertable)
            becomePlain(*object);
}

// A hypertable whose table stays is copied into a plain one: TimescaleDB has no other way. What counts on would begin
// anew, so such a table has none.
void Comparison::becomePlain(const CatalogObject& hypertable)
{
    if (fate(hypertable.key) != Fate::Dropped || !m_to.find(hypertable.parent))
        return;
    const auto counts = [](const CatalogObject* part) {
        return part->has(Property::Identity) || part->get(Property::Expression).contains(u"nextval(");
    };
    for (const CatalogObject* part : m_from.partsOf(hypertable.parent))
        if (counts(part) || std::ranges::any_of(m_from.partsOf(part->key), counts))
            return;
    set(hypertable.parent, Fate::Rebuilt);
}

void Comparison::compareObject(const CatalogObject& before, const CatalogObject& after)
{
    const QList<Property> changed = differences(before.properties, after.properties);
    if (before.parent != after.parent) // an index of the same name, of another table
        return set(before.key, Fate::Rebuilt);
    if (changed.isEmpty())
        return;
    WayOf way = wayOf(before, after, changed, m_version);
    if (after.kind == ObjectKind::Column && changed.contains(Property::Type) && isPartitionKey(after))
        way = { Way::Impossible, QStringLiteral("PostgreSQL cannot change the type of a column that a table is partitioned by") };
    m_changed.insert(before.key, changed);
    set(before.key, fateOf(way.way));
    if (way.way == Way::Impossible)
        m_reasons.insert(before.key, way.why);
}

bool Comparison::isPartitionKey(const CatalogObject& column) const
{
    const CatalogObject* table = m_from.find(column.parent);
    const CatalogObject* above = table ? m_from.findBySqlName(table->get(Property::PartitionOf), { ObjectKind::Table }) : nullptr;
    return (table && mentions(table->get(Property::PartitionKey), column.name))
        || (above && mentions(above->get(Property::PartitionKey), column.name));
}

// A label that was added in a transaction cannot be used before its end: a type that is needed at once is swapped.
void Comparison::judgeEnums()
{
    for (const QString& key : QStringList(m_keys)) {
        const CatalogObject* type = m_to.find(key);
        if (type && type->kind == ObjectKind::Enum && fate(key) == Fate::Altered && usesNewLabel(*type))
            set(key, Fate::Swapped);
    }
}

bool Comparison::usesNewLabel(const CatalogObject& type) const
{
    const QStringList added = labelChanges(*m_from.find(type.key), type).added;
    for (const CatalogObject* user : m_to.dependentsOf(type.key)) {
        if (fate(user->key) == Fate::Same)
            continue;
        for (const auto& [property, value] : user->properties)
            for (const QString& label : added)
                if (value.contains(quoteText(label)))
                    return true;
    }
    return false;
}

void Comparison::spread()
{
    for (const QString& key : std::as_const(m_keys))
        m_queue.append(key);
    while (!m_queue.isEmpty())
        if (const CatalogObject* object = m_from.find(m_queue.takeFirst()))
            spreadFrom(*object);
}

void Comparison::spreadFrom(const CatalogObject& object)
{
    const Fate what = fate(object.key);
    const QList<Property> changed = m_changed.value(object.key);
    const bool otherType = object.kind == ObjectKind::Column && what == Fate::Altered
        && (changed.contains(Property::Type) || changed.contains(Property::Collation));
    if (what == Fate::Created || what == Fate::Same || what == Fate::Impossible || (what == Fate::Altered && !otherType))
        return;
    for (const CatalogObject* dependent : m_from.dependentsOf(object.key))
        disturb(*dependent, object);
    if (what == Fate::Swapped)
        rebuildReadersOf(object);
    if (what == Fate::Rebuilt)
        rebuildParts(object);
    if (object.kind == ObjectKind::Column && what == Fate::Rebuilt)
        rebuildIndexesOver(object);
    if (otherType)
        for (const CatalogObject* part : m_from.partsOf(object.key)) // the default may not fit the new type
            rebuild(*part);
}

// The columns of a type that is made anew change theirs, which what reads them does not allow.
void Comparison::rebuildReadersOf(const CatalogObject& type)
{
    static const QList<ObjectKind> readers { ObjectKind::View, ObjectKind::MaterializedView,
        ObjectKind::ContinuousAggregate, ObjectKind::Rule,
        ObjectKind::Policy, ObjectKind::Trigger };
    const auto goesAlong = [](const CatalogObject* reader) {
        return readers.contains(reader->kind) || reader->is(Property::Method, QLatin1StringView("check"));
    };
    for (const CatalogObject* column : m_from.dependentsOf(type.key)) {
        if (column->kind != ObjectKind::Column)
            continue;
        for (const CatalogObject* reader : m_from.dependentsOf(column->key))
            if (goesAlong(reader))
                rebuild(*reader);
        for (const CatalogObject* part : m_from.partsOf(column->key)) // the server tells nothing of ARRAY[]::type[]
            rebuild(*part);
    }
}

// Parts go with what they are a part of, and have to be made again.
void Comparison::rebuildParts(const CatalogObject& object)
{
    for (const CatalogObject* part : m_from.partsOf(object.key))
        rebuild(*part);
}

void Comparison::rebuildIndexesOver(const CatalogObject& column)
{
    for (const CatalogObject* part : m_from.partsOf(column.parent))
        if (part->kind == ObjectKind::Index
            && mentions(part->get(Property::Definition) + u' ' + part->get(Property::Predicate), column.name))
            rebuild(*part);
}

void Comparison::rebuild(const CatalogObject& object)
{
    if (goes(object.key) || fate(object.key) == Fate::Impossible || !m_to.find(object.key))
        return;
    set(object.key, Fate::Rebuilt);
    m_queue.append(object.key);
}

// Whether `dependent` lets go of `cause` by itself, or does not mind.
bool Comparison::survives(const CatalogObject& dependent, const CatalogObject& cause) const
{
    const Fate what = fate(dependent.key);
    const bool swapped = fate(cause.key) == Fate::Swapped;
    const bool altersAway = what == Fate::Altered || what == Fate::Swapped;
    switch (dependent.kind) {
    case ObjectKind::Column:
        if (dependent.has(Property::Generated) && cause.kind != ObjectKind::Enum)
            return false;
        return swapped || (altersAway && fate(cause.key) == Fate::Dropped);
    case ObjectKind::View:
    case ObjectKind::Function:
    case ObjectKind::Procedure:
    case ObjectKind::Default:
    case ObjectKind::Policy: return what == Fate::Altered && fate(cause.key) == Fate::Dropped;
    case ObjectKind::Constraint: // a change of type takes the constraint along, if no other table is concerned
        return cause.kind == ObjectKind::Column && fate(cause.key) == Fate::Altered && !isForeignKey(dependent);
    case ObjectKind::Sequence: return true;
    case ObjectKind::Table: // a parent that goes lets its partitions go
        return cause.kind == ObjectKind::Table && what == Fate::Altered;
    default: return false;
    }
}

void Comparison::disturb(const CatalogObject& dependent, const CatalogObject& cause)
{
    if (goes(dependent.key) || survives(dependent, cause))
        return;
    const bool rows = holdsRows(dependent.kind)
        || (dependent.kind == ObjectKind::Column && !dependent.has(Property::Generated));
    if (!rows)
        return rebuild(dependent);
    set(dependent.key, Fate::Impossible);
    m_reasons.insert(dependent.key,
        kindWord(cause.kind) + u' ' + cause.identity() + QStringLiteral(" would have to go first, and this needs it"));
}

} // namespace corridor
