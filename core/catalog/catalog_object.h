// SPDX-License-Identifier: MIT
#pragma once

#include "catalog/object_kind.h"
#include "catalog/property.h"

#include <QStringList>

namespace corridor {

// Who an object is within one database: OIDs of its catalog and of its row, and the column's number. Not a part of
// the object's value: it tells a rename from a drop when both states come from one database.
struct ObjectAddress {
    uint catalog = 0;
    uint oid = 0;
    int column = 0;

    bool isValid() const { return oid != 0; }
    quint64 packed() const { return (quint64(catalog) << 48) | (quint64(oid) << 16) | quint16(column); }
    bool operator==(const ObjectAddress&) const = default;
};

// One thing in a schema. Columns, defaults, constraints, triggers and the like are objects of their own, with their
// table as `parent`, so that reading, comparing, rendering and JSON treat all kinds alike.
struct CatalogObject {
    ObjectKind kind = ObjectKind::Schema;
    QString schema;        // unquoted; empty for what lives outside of schemas
    QString name;          // unquoted; of a column its own, not the table's
    QString arguments;     // of routines, operators and aggregates: the types that tell overloads apart
    QString key;           // "column public.users.email": unique in a snapshot, stable over databases
    QString parent;        // key of what it is a part of; empty for most
    int position = 0;      // of a column within its table: 1, 2, …; gaps are closed
    Properties properties;
    QStringList dependsOn; // keys, sorted; the parent, the schema and what follows from those are left out
    ObjectAddress address;
    QList<uint> partOids;  // of an enum: its labels', in order; as little a part of the value as the address

    const QString& get(Property property) const { return properties.get(property); }
    bool has(Property property) const { return properties.has(property); }
    bool is(Property property, QLatin1StringView value) const { return properties.is(property, value); }
    // The key without its kind: public.users.email
    QString identity() const { return key.sliced(kindWord(kind).size() + 1); }
    // The same thing: equal in all that makes up the schema; column order, states and addresses aside.
    bool sameAs(const CatalogObject& other) const;
    // 32 hexadecimal digits over what sameAs() compares.
    QByteArray fingerprint() const;
};

// Keys. `owner` is the display form of what holds it, "public.users".
QString objectKey(ObjectKind kind, const QString& identity);
QString displayIdentity(const QString& schema, const QString& name);

} // namespace corridor
