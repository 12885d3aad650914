// SPDX-License-Identifier: MIT
#pragma once

#include "catalog/snapshot.h"

#include <QHash>

namespace corridor {

// A snapshot with the ways to walk it that comparing and rendering need. The snapshot must outlive it.
class Side {
public:
    explicit Side(const Snapshot& snapshot);

    const Snapshot& snapshot() const { return m_snapshot; }
    const CatalogObject* find(const QString& key) const { return m_objects.value(key); }
    // Columns, constraints, triggers … of a table, in the order of kinds, columns by position.
    const QList<const CatalogObject*>& partsOf(const QString& key) const;
    // Who names `key` in dependsOn.
    const QList<const CatalogObject*>& dependentsOf(const QString& key) const;
    const CatalogObject* parentOf(const CatalogObject& part) const { return find(part.parent); }
    // The object of that kind with this SQL name ("schema"."name"), as properties refer to tables.
    const CatalogObject* findBySqlName(const QString& name, std::initializer_list<ObjectKind> kinds) const;
    // Tables that are partitions of, or inherit from, `table`.
    QList<const CatalogObject*> childrenOf(const CatalogObject& table) const;

private:
    const Snapshot& m_snapshot;
    QHash<QString, const CatalogObject*> m_objects;
    QHash<QString, QList<const CatalogObject*>> m_parts, m_dependents;
};

} // namespace corridor
