// SPDX-License-Identifier: MIT
#pragma once

#include "catalog/diff/side.h"

#include <QHash>
#include <QSet>

namespace corridor {

// What becomes of an object on the way from one state to another.
enum class Fate {
    Same,
    Created,
    Dropped,
    Altered,
    Rebuilt,    // dropped and created
    Swapped,    // a type, with the columns that have it
    Impossible, // it has to change, and PostgreSQL offers no way
};

// The fate of every object that does not stay as it is.
class Comparison {
public:
    // Both must outlive it. Objects are the same object where they have the same key.
    Comparison(const Side& from, const Side& to, int serverVersion);

    Fate fate(const QString& key) const;
    // Properties that differ between both sides.
    QList<Property> changed(const QString& key) const { return m_changed.value(key); }
    QString reason(const QString& key) const { return m_reasons.value(key); }
    // In the order of the snapshots' keys.
    const QStringList& keys() const { return m_keys; }
    // Gone before, and there again after: dropped or rebuilt; created or rebuilt.
    bool goes(const QString& key) const;
    bool comes(const QString& key) const;

private:
    void compare();
    void becomePlain(const CatalogObject& hypertable);
    void compareObject(const CatalogObject& before, const CatalogObject& after);
    bool isPartitionKey(const CatalogObject& column) const;
    void judgeEnums();
    bool usesNewLabel(const CatalogObject& type) const;
    void spread();
    void spreadFrom(const CatalogObject& object);
    void disturb(const CatalogObject& dependent, const CatalogObject& cause);
    bool survives(const CatalogObject& dependent, const CatalogObject& cause) const;
    void rebuildReadersOf(const CatalogObject& type);
    void rebuildParts(const CatalogObject& object);
    void rebuildIndexesOver(const CatalogObject& column);
    void set(const QString& key, Fate fate);
    void rebuild(const CatalogObject& object);

    const Side& m_from;
    const Side& m_to;
    int m_version;
    QHash<QString, Fate> m_fates;
    QHash<QString, QList<Property>> m_changed;
    QHash<QString, QString> m_reasons;
    QStringList m_keys;
    QStringList m_queue;
};

} // namespace corridor
