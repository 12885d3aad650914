// SPDX-License-Identifier: MIT
#include "catalog/diff/rename.h"

#include "catalog/diff/side.h"
#include "catalog/identifier.h"
#include "catalog/sql/names.h"
#include "catalog/sql/object_sql.h"

namespace corridor {

namespace {

bool canRename(ObjectKind kind) { return kind != ObjectKind::Default && kind != ObjectKind::Cast; }

QString identityOf(const QString& key, ObjectKind kind) { return key.sliced(kindWord(kind).size() + 1); }

// What an object is called afterwards.
struct NewName {
    QString key, schema, name, arguments;
};

// One rename, or half of one that goes by way of a name in between.
struct RenameStep {
    enum class Part { Whole, Aside, Back };
    const CatalogObject* object;
    Part part;
};

class Renamer {
public:
    Renamer(const Snapshot& from, const Snapshot& to, const QList<Rename>& agreed)
        : m_from(from)
        , m_to(to)
        , m_side(from)
        , m_agreed(agreed)
    {
    }

    RenamedSnapshot run();

private:
    void findByIdentity();
    void findAgreed();
    void findAttachedIndexes();
    void deriveParts();
    void moveAside();
    void moveAside(const CatalogObject& object);
    void derive(const CatalogObject& object);
    NewName newName(const CatalogObject& object) const;
    QString newKey(const QString& key) const { return m_names.contains(key) ? m_names[key].key : key; }
    NameChanges nameChanges() const;
    CatalogObject renamed(const CatalogObject& object, const NameChanges& changes) const;
    void rewrite(CatalogObject& object, const NameChanges& changes) const;
    bool movesWithParent(const CatalogObject& object) const;
    QStringList placesOf(const CatalogObject& object, const NewName& name) const;
    QList<RenameStep> inOrder() const;
    Change statement(const RenameStep& step, const Snapshot& after, const Side& side) const;
    QList<Change> statements(const Snapshot& after) const;

    const Snapshot& m_from;
    const Snapshot& m_to;
    Side m_side;
    const QList<Rename>& m_agreed;
    QHash<QString, NewName> m_names; // by key before
};

QString sharedNameAfter(const NewName& now) { return displayIdentity(now.schema, now.name) + now.arguments; }

NewName nameOf(const CatalogObject& object) { return { object.key, object.schema, object.name, object.arguments }; }

NewName Renamer::newName(const CatalogObject& object) const { return m_names.value(object.key, nameOf(object)); }

void Renamer::findByIdentity()
{
    if (m_from.source.isEmpty() || m_from.source != m_to.source)
        return;
    QHash<quint64, const CatalogObject*> there;
    for (const CatalogObject& object : m_to.objects)
        if (object.address.isValid())
            there.insert(object.address.packed(), &object);
    for (const CatalogObject& object : m_from.objects) {
        const CatalogObject* now = object.address.isValid() ? there.value(object.address.packed()) : nullptr;
        if (now && now->kind == object.kind && now->key != object.key)
            m_names.insert(object.key, nameOf(*now));
    }
}

void Renamer::findAgreed()
{
    for (const Rename& rename : m_agreed) {
        const CatalogObject* before = m_from.find(rename.before);
        const CatalogObject* after = m_to.find(rename.after);
        if (before && after && before->kind == after->kind && canRename(before->kind))
            m_names.insert(before->key, nameOf(*after));
    }
}

// The index of a partition belongs to the one of its table and cannot be dropped without it. PostgreSQL names it by
// itself, so that the same one may be called otherwise on the other side.
void Renamer::findAttachedIndexes()
{
    QHash<QString, const CatalogObject*> there;
    const auto place = [](const CatalogObject& index) { return index.parent + u'\n' + index.get(Property::IndexOf); };
    for (const CatalogObject& object : m_to.objects)
        if (object.kind == ObjectKind::Index && object.has(Property::IndexOf))
            there.insert(place(object), &object);
    if (there.isEmpty())
        return;
    for (const CatalogObject& object : m_from.objects) {
        if (object.kind != ObjectKind::Index || !object.has(Property::IndexOf) || m_names.contains(object.key))
            continue;
        if (const CatalogObject* now = there.value(place(object)); now && now->key != object.key)
            m_names.insert(object.key, nameOf(*now));
    }
}

void Renamer::derive(const CatalogObject& object)
{
    const CatalogObject* parent = m_side.parentOf(object);
    if (!parent || !m_names.contains(parent->key) || m_names.contains(object.key))
        return;
    const NewName above = m_names[parent->key];
    NewName own = nameOf(object);
    own.schema = above.schema;
    if (object.kind == ObjectKind::Default) {
        own.name = above.name;
        own.key = objectKey(object.kind, identityOf(above.key, parent->kind));
    } else if (isNamedByParent(object.kind)) {
        own.key = objectKey(object.kind, identityOf(above.key, parent->kind) + u'.' + displayName(own.name));
    } else {
        own.key = objectKey(object.kind, displayIdentity(own.schema, own.name));
    }
    if (own.key != object.key)
        m_names.insert(object.key, own);
}

// Columns before what hangs on them.
void Renamer::deriveParts()
{
    for (const CatalogObject& object : m_from.objects)
        if (object.kind != ObjectKind::Default)
            derive(object);
    for (const CatalogObject& object : m_from.objects)
        if (object.kind == ObjectKind::Default)
            derive(object);
}

void Renamer::moveAside(const CatalogObject& object)
{
    NewName aside = nameOf(object);
    aside.name = object.name.left(50) + QStringLiteral("__gone");
    const CatalogObject* parent = m_side.parentOf(object);
    aside.key = isNamedByParent(object.kind) && parent
        ? objectKey(object.kind, identityOf(newKey(parent->key), parent->kind) + u'.' + displayName(aside.name))
        : objectKey(object.kind, displayIdentity(object.schema, aside.name) + object.arguments);
    m_names.insert(object.key, aside);
}

void Renamer::moveAside()
{
    QHash<QString, const CatalogObject*> keys, relations; // that stay where they are
    for (const CatalogObject& object : m_from.objects) {
        if (m_names.contains(object.key))
            continue;
        keys.insert(object.key, &object);
        if (const QString name = sharedName(object); !name.isEmpty())
            relations.insert(name, &object);
    }
    QList<const CatalogObject*> inTheWay;
    for (const CatalogObject& object : m_from.objects) {
        if (!m_names.contains(object.key))
            continue;
        const NewName now = m_names[object.key];
        const CatalogObject* other = keys.value(now.key);
        if (!other && !sharedName(object).isEmpty())
            other = relations.value(sharedNameAfter(now));
        if (other && canRename(other->kind))
            inTheWay.append(other);
    }
    for (const CatalogObject* other : inTheWay)
        moveAside(*other);
    if (!inTheWay.isEmpty())
        deriveParts();
}

NameChanges Renamer::nameChanges() const
{
    NameChanges changes;
    for (const CatalogObject& object : m_from.objects) {
        if (!m_names.contains(object.key))
            continue;
        const NewName now = m_names[object.key];
        if (object.kind == ObjectKind::Column && object.name != now.name)
            changes.columns[newKey(object.parent)].insert(object.name, now.name);
        else if (!isNamedByParent(object.kind) || object.kind == ObjectKind::Constraint)
            changes.qualified.insert({ object.schema, object.name }, { now.schema, now.name });
    }
    return changes;
}

void Renamer::rewrite(CatalogObject& object, const NameChanges& changes) const
{
    static const QList<Property> names { Property::PartitionOf, Property::IndexOf, Property::OwnedBy, Property::Sequence };
    static const QList<Property> texts { Property::Type, Property::Expression, Property::Definition,
        Property::Predicate, Property::Using, Property::Check, Property::Columns, Property::Arguments,
        Property::Returns, Property::Details, Property::OfType, Property::PartitionKey };
    const QString table = object.parent;
    const auto columns = changes.columns.value(table);
    for (const Property property : names)
        if (object.has(property))
            object.properties.set(property, renamedSqlName(object.get(property), changes));
    if (object.has(Property::Inherits)) {
        QStringList parents;
        for (const QString& parent : object.properties.list(Property::Inherits))
            parents.append(renamedSqlName(parent, changes));
        object.properties.set(Property::Inherits, parents.join(u'\n'));
    }
    for (const Property property : texts) {
        if (!object.has(property))
            continue;
        const QString text = object.get(property);
        const qsizetype refers = object.kind == ObjectKind::Constraint ? text.indexOf(u" REFERENCES ") : -1;
        if (refers < 0) {
            const bool isType = property == Property::Type || property == Property::Returns; // public.mood is no column
            object.properties.set(property, renamedText(text, changes, isType ? QHash<QString, QString>() : columns));
            continue;
        }
        QHash<QString, QString> others;
        for (const QString& key : object.dependsOn)
            if (key.startsWith(u"column "))
                for (auto entry = changes.columns.begin(); entry != changes.columns.end(); ++entry)
                    if (entry.key() != table && key.startsWith("column " + entry.key().section(u' ', 1) + u'.'))
                        others.insert(*entry);
        object.properties.set(property,
            renamedText(text.first(refers), changes, columns) + renamedText(text.sliced(refers), changes, others));
    }
}

CatalogObject Renamer::renamed(const CatalogObject& object, const NameChanges& changes) const
{
    CatalogObject copy = object;
    const NewName now = newName(object);
    copy.key = now.key;
    copy.schema = now.schema;
    copy.name = now.name;
    copy.arguments = now.arguments;
    copy.parent = newKey(object.parent);
    for (QString& key : copy.dependsOn)
        key = newKey(key);
    std::ranges::sort(copy.dependsOn);
    rewrite(copy, changes);
    return copy;
}

// A new schema comes with the table, or with the renamed schema.
bool Renamer::movesWithParent(const CatalogObject& object) const
{
    if (!object.parent.isEmpty())
        return true;
    const QString schema = objectKey(ObjectKind::Schema, displayName(object.schema));
    if (m_names.contains(schema) && m_names[schema].name == newName(object).schema)
        return true;
    const QString owner = object.get(Property::OwnedBy);
    return !owner.isEmpty();
}

// Names that are held while the renames run, and who holds them: those of parts within their table, under its name
// after; those of relations and routines within their schema.
QStringList Renamer::placesOf(const CatalogObject& object, const NewName& name) const
{
    QStringList places;
    if (isNamedByParent(object.kind))
        places.append(kindWord(object.kind) + u' ' + newKey(object.parent) + u'.' + displayName(name.name));
    else
        places.append(kindWord(object.kind) + u' ' + sharedNameAfter(name));
    if (!sharedName(object).isEmpty())
        places.append(sharedNameAfter(name));
    return places;
}

// Whoever takes a name comes after the one that gives it up; parts after what they are a part of. Where names go round
// in a circle, one of them steps aside first.
QList<RenameStep> Renamer::inOrder() const
{
    QSet<QString> held;
    QList<const CatalogObject*> waiting;
    for (const CatalogObject& object : m_from.objects) {
        if (!m_names.contains(object.key) || object.kind == ObjectKind::Default) // that follows its column
            continue;
        const NewName now = m_names[object.key];
        if (now.name == object.name && (now.schema == object.schema || movesWithParent(object)))
            continue;
        waiting.append(&object);
        for (const QString& place : placesOf(object, nameOf(object)))
            held.insert(place);
    }
    std::ranges::stable_sort(waiting, {}, [](const CatalogObject* o) { return o->parent.isEmpty() ? 0 : 1; });
    QList<RenameStep> order;
    QList<const CatalogObject*> aside;
    while (!waiting.isEmpty()) {
        const auto free = std::ranges::find_if(waiting, [&](const CatalogObject* object) {
            const QStringList own = placesOf(*object, nameOf(*object));
            return std::ranges::all_of(placesOf(*object, m_names[object->key]),
                [&](const QString& place) { return !held.contains(place) || own.contains(place); });
        });
        const bool circle = free == waiting.end();
        const CatalogObject* next = circle ? waiting.first() : *free;
        for (const QString& place : placesOf(*next, nameOf(*next)))
            held.remove(place);
        order.append({ next, circle ? RenameStep::Part::Aside : RenameStep::Part::Whole });
        if (circle)
            aside.append(next);
        waiting.removeOne(next);
    }
    for (const CatalogObject* object : aside)
        order.append({ object, RenameStep::Part::Back });
    return order;
}

Change Renamer::statement(const RenameStep& step, const Snapshot& after, const Side& side) const
{
    const CatalogObject* now = after.find(newKey(step.object->key));
    CatalogObject before = *step.object;
    before.parent = now->parent;
    before.schema = movesWithParent(*step.object) ? now->schema : step.object->schema;
    CatalogObject aside = before;
    aside.name = before.name.left(50) + QStringLiteral("__moving");
    const bool goesAside = step.part == RenameStep::Part::Aside, comesBack = step.part == RenameStep::Part::Back;
    return { .action = Change::Action::Rename, .kind = step.object->kind, .key = now->key, .parent = now->parent,
        .before = step.object->key,
        .statements = renameSql(comesBack ? aside : before, goesAside ? aside : *now, side) };
}

QList<Change> Renamer::statements(const Snapshot& after) const
{
    const Side side(after);
    QList<Change> changes;
    for (const RenameStep& step : inOrder())
        changes.append(statement(step, after, side));
    return changes;
}

RenamedSnapshot Renamer::run()
{
    findByIdentity();
    findAgreed();
    findAttachedIndexes();
    if (m_names.isEmpty())
        return { m_from, {} };
    deriveParts();
    moveAside();
    const NameChanges changes = nameChanges();
    Snapshot after { .serverVersion = m_from.serverVersion, .source = m_from.source,
        .defaultTablespace = m_from.defaultTablespace };
    for (const CatalogObject& object : m_from.objects)
        after.objects.append(renamed(object, changes));
    std::ranges::sort(after.objects, {}, &CatalogObject::key);
    const QList<Change> made = statements(after);
    return { std::move(after), made };
}

} // namespace

RenamedSnapshot applyRenames(const Snapshot& from, const Snapshot& to, const QList<Rename>& agreed)
{
    return Renamer(from, to, agreed).run();
}

} // namespace corridor
