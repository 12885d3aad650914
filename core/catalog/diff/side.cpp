// SPDX-License-Identifier: MIT
#include "catalog/diff/side.h"

#include "catalog/identifier.h"

namespace corridor {

namespace {

const QList<const CatalogObject*> none;

// "schema"."name" -> schema, name
std::pair<QString, QString> splitName(const QString& sqlName)
{
    QStringList parts { QString() };
    bool quoted = false;
    for (qsizetype i = 0; i < sqlName.size(); ++i) {
        const bool doubled = quoted && sqlName[i] == u'"' && sqlName.sliced(i).startsWith("\"\"");
        if (doubled)
            parts.last() += sqlName[i++];
        else if (sqlName[i] == u'"')
            quoted = !quoted;
        else if (sqlName[i] == u'.' && !quoted)
            parts.append(QString());
        else
            parts.last() += sqlName[i];
    }
    return parts.size() > 1 ? std::pair(parts[0], parts[1]) : std::pair(QString(), parts[0]);
}

} // namespace

Side::Side(const Snapshot& snapshot)
    : m_snapshot(snapshot)
{
    m_objects.reserve(snapshot.objects.size());
    for (const CatalogObject& object : snapshot.objects) {
        m_objects.insert(object.key, &object);
        if (!object.parent.isEmpty())
            m_parts[object.parent].append(&object);
        for (const QString& key : object.dependsOn)
            m_dependents[key].append(&object);
    }
    for (auto& parts : m_parts)
        std::ranges::stable_sort(parts, {}, [](const CatalogObject* part) { return std::pair(part->kind, part->position); });
}

const QList<const CatalogObject*>& Side::partsOf(const QString& key) const
{
    const auto place = m_parts.constFind(key);
    return place == m_parts.constEnd() ? none : *place;
}

const QList<const CatalogObject*>& Side::dependentsOf(const QString& key) const
{
    const auto place = m_dependents.constFind(key);
    return place == m_dependents.constEnd() ? none : *place;
}

const CatalogObject* Side::findBySqlName(const QString& name, std::initializer_list<ObjectKind> kinds) const
{
    const auto [schema, bare] = splitName(name);
    for (const ObjectKind kind : kinds)
        if (const CatalogObject* found = find(objectKey(kind, displayIdentity(schema, bare))))
            return found;
    return nullptr;
}

QList<const CatalogObject*> Side::childrenOf(const CatalogObject& table) const
{
    QList<const CatalogObject*> children;
    for (const CatalogObject* dependent : dependentsOf(table.key))
        if (dependent->has(Property::PartitionOf) || dependent->has(Property::Inherits))
            children.append(dependent);
    return children;
}

} // namespace corridor
