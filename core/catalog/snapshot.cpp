// SPDX-License-Identifier: MIT
#include "catalog/snapshot.h"

#include <QCryptographicHash>
#include <algorithm>

namespace corridor {

SnapshotOptions migrationSnapshot() { return { .excludedTables = { QStringLiteral("_prisma_migrations") } }; }

const CatalogObject* Snapshot::find(const QString& key) const
{
    const auto place = std::ranges::lower_bound(objects, key, {}, &CatalogObject::key);
    return place != objects.end() && place->key == key ? &*place : nullptr;
}

QByteArray Snapshot::fingerprint() const
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const CatalogObject& object : objects)
        hash.addData(object.fingerprint());
    return hash.result().toHex().first(32);
}

bool Snapshot::sameAs(const Snapshot& other) const
{
    return std::ranges::equal(objects, other.objects, &CatalogObject::sameAs);
}

} // namespace corridor
