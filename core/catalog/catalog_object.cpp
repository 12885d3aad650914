// SPDX-License-Identifier: MIT
#include "catalog/catalog_object.h"

#include "catalog/identifier.h"

#include <QCryptographicHash>

namespace corridor {

bool CatalogObject::sameAs(const CatalogObject& other) const
{
    return key == other.key && parent == other.parent && differences(properties, other.properties).isEmpty();
}

QByteArray CatalogObject::fingerprint() const
{
    QByteArray text = key.toUtf8() + '\0' + parent.toUtf8();
    for (const auto& [property, value] : properties)
        if (!isState(property))
            text += '\0' + propertyWord(property).toLatin1() + '\0' + value.toUtf8();
    return QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex().first(32);
}

QString objectKey(ObjectKind kind, const QString& identity) { return kindWord(kind) + u' ' + identity; }

QString displayIdentity(const QString& schema, const QString& name)
{
    return schema.isEmpty() ? displayName(name) : displayName(schema) + u'.' + displayName(name);
}

} // namespace corridor
