// SPDX-License-Identifier: MIT
#include "catalog/read/builder.h"

#include "catalog/identifier.h"
#include "catalog/privileges.h"

#include <algorithm>

namespace corridor {

namespace {

ObjectAddress unpacked(quint64 packed)
{
    return { uint(packed >> 48), uint(packed >> 16), int(packed & 0xffff) };
}

} // namespace

char Fields::letter()
{
    const QByteArray value = m_result.bytes(m_row, m_column++);
    return value.isEmpty() ? '\0' : value.front();
}

SnapshotBuilder::SnapshotBuilder(const SnapshotOptions& options, int serverVersion)
    : m_options(options)
    , m_version(serverVersion)
{
}

CatalogObject columnOf(const CatalogObject& parent, const QString& name)
{
    return { .kind = ObjectKind::Column, .schema = parent.schema, .name = name,
        .key = objectKey(ObjectKind::Column, parent.identity() + u'.' + displayName(name)), .parent = parent.key };
}

void SnapshotBuilder::nameSchema(uint oid, const QString& name)
{
    if (m_options.schemas.isEmpty() || m_options.schemas.contains(name))
        m_schemas.insert(oid, name);
}

void SnapshotBuilder::markMember(ObjectAddress member, uint extension)
{
    m_members.insert(member.packed(), extension);
}

CatalogObject* SnapshotBuilder::add(CatalogObject object, ObjectAddress address)
{
    if (isMember(address))
        return nullptr;
    if (object.key.isEmpty())
        object.key = objectKey(object.kind, displayIdentity(object.schema, object.name) + object.arguments);
    object.address = address;
    m_places.insert(address.packed(), m_objects.size());
    m_objects.append(std::move(object));
    return &m_objects.last();
}

qsizetype SnapshotBuilder::indexOf(ObjectAddress address) const
{
    quint64 packed = address.packed();
    for (int hops = 0; hops < 4; ++hops) {
        if (const auto place = m_places.find(packed); place != m_places.end())
            return *place;
        if (const auto member = m_members.find(packed); member != m_members.end())
            packed = ObjectAddress { Catalog::extension, *member }.packed();
        else if (const auto other = m_aliases.find(packed); other != m_aliases.end())
            packed = *other;
        else if (const ObjectAddress part = unpacked(packed); part.column != 0)
            packed = ObjectAddress { part.catalog, part.oid }.packed();
        else
            return -1;
    }
    return -1;
}

CatalogObject* SnapshotBuilder::find(ObjectAddress address)
{
    const qsizetype index = indexOf(address);
    return index < 0 ? nullptr : &m_objects[index];
}

CatalogObject* SnapshotBuilder::findExact(ObjectAddress address)
{
    const auto place = m_places.find(address.packed());
    return place == m_places.end() ? nullptr : &m_objects[*place];
}

void SnapshotBuilder::remove(ObjectAddress address)
{
    if (CatalogObject* object = findExact(address))
        object->key.clear();
    m_places.remove(address.packed());
}

void SnapshotBuilder::removeWhole(ObjectAddress address)
{
    const CatalogObject* object = findExact(address);
    if (!object)
        return;
    const QString key = object->key;
    remove(address);
    for (qsizetype i = 0; i < m_objects.size(); ++i)
        if (m_objects[i].parent == key && !m_objects[i].key.isEmpty())
            removeWhole(m_objects[i].address);
}

CatalogObject* SnapshotBuilder::changeKind(ObjectAddress address, ObjectKind kind)
{
    CatalogObject* object = findExact(address);
    if (!object)
        return nullptr;
    const QString old = object->key;
    object->key = objectKey(kind, object->identity());
    object->kind = kind;
    for (CatalogObject& other : m_objects) {
        other.parent = other.parent == old ? object->key : other.parent;
        other.dependsOn.replaceInStrings(old, object->key);
    }
    return object;
}

QString SnapshotBuilder::columnName(ObjectAddress address)
{
    const CatalogObject* found = find(address);
    if (!found || found->kind == ObjectKind::Extension || found->kind == ObjectKind::Column)
        return found && found->kind == ObjectKind::Column ? found->name : QString();
    const QString text = found->properties.list(Property::Columns).value(address.column - 1); // a view's: name type
    const bool quoted = text.startsWith(u'"');
    const qsizetype end = quoted ? text.lastIndexOf(QLatin1String("\" ")) : text.indexOf(u' ');
    return quoted ? text.sliced(1, end - 1).replace("\"\"", "\"") : text.first(qMax<qsizetype>(end, 0));
}

CatalogObject* SnapshotBuilder::column(ObjectAddress address)
{
    CatalogObject* found = find(address);
    if (!found || found->kind == ObjectKind::Extension || found->kind == ObjectKind::Column)
        return found && found->kind == ObjectKind::Column ? found : nullptr;
    const QString name = columnName(address);
    return name.isEmpty() ? nullptr : add(columnOf(*found, name), address);
}

void SnapshotBuilder::addDependency(ObjectAddress from, ObjectAddress on)
{
    const qsizetype index = indexOf(from);
    const qsizetype other = indexOf(on);
    if (index < 0 || other < 0 || index == other)
        return;
    CatalogObject& object = m_objects[index];
    if (object.kind != ObjectKind::Extension || m_objects[other].kind == ObjectKind::Extension)
        object.dependsOn.append(m_objects[other].key);
}

void SnapshotBuilder::setOwner(CatalogObject& object, uint owner, const std::optional<QString>& acl)
{
    if (m_options.owners)
        object.properties.set(Property::Owner, role(owner));
    if (acl && m_options.privileges)
        object.properties.set(Property::Privileges,
            privilegesText(*acl, role(owner), ownerLetters(object.kind, m_version), 
                publicLetters(object.kind, object.name, m_version)));
}

Snapshot SnapshotBuilder::finish()
{
    m_objects.removeIf([](const CatalogObject& object) { return object.key.isEmpty(); });
    for (CatalogObject& object : m_objects) {
        if (object.dependsOn.size() > 1) {
            std::ranges::sort(object.dependsOn);
            const auto rest = std::ranges::unique(object.dependsOn);
            object.dependsOn.erase(rest.begin(), rest.end());
        }
    }
    Snapshot snapshot { .objects = std::move(m_objects), .serverVersion = m_version };
    std::ranges::sort(snapshot.objects, {}, &CatalogObject::key);
    return snapshot;
}

} // namespace corridor
