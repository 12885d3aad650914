// SPDX-License-Identifier: MIT
#include "catalog/read/readers.h"

#include "catalog/identifier.h"

namespace corridor {

namespace {

// The copies of a foreign key on partitions are PostgreSQL's own affair; those of a primary key are listed, since
// their indexes have names and options. 'n' are the named NOT NULL constraints of 18, told by the column here.
QByteArray constraintsSql(int)
{
    return "select oid, conname, contype, conrelid, contypid, conindid, coninhcount > 0, conislocal,"
           " pg_get_constraintdef(oid) from pg_constraint"
           " where oid >= 16384 and contype in ('c', 'p', 'u', 'x', 'f') and (contype <> 'f' or conparentid = 0)";
}

QString methodWord(char contype)
{
    switch (contype) {
    case 'c': return QStringLiteral("check");
    case 'p': return QStringLiteral("primary key");
    case 'u': return QStringLiteral("unique");
    case 'x': return QStringLiteral("exclude");
    default: return QStringLiteral("foreign key");
    }
}

void readConstraint(Fields& fields, SnapshotBuilder& builder)
{
    const ObjectAddress address { Catalog::constraint, fields.oid() };
    const QString name = fields.text();
    const char type = fields.letter();
    const uint table = fields.oid();
    const uint domain = fields.oid();
    const uint index = fields.oid();
    const CatalogObject* parent = table ? builder.relation(table) : builder.find({ Catalog::type, domain });
    if (!parent || parent->kind == ObjectKind::Extension)
        return;
    const ObjectKind kind = table ? ObjectKind::Constraint : ObjectKind::DomainConstraint;
    CatalogObject object { .kind = kind, .schema = parent->schema, .name = name,
        .key = objectKey(kind, parent->identity() + u'.' + displayName(name)), .parent = parent->key };
    const bool inherited = fields.flag();
    const bool local = fields.flag();
    if (inherited && type == 'c')
        object.properties.set(Property::InheritedFrom, local ? QStringLiteral("both") : QStringLiteral("yes"));
    object.properties.set(Property::Method, methodWord(type));
    object.properties.set(Property::Definition, fields.text());
    builder.add(std::move(object), address);
    if (type == 'p' || type == 'u' || type == 'x')
        builder.alias({ Catalog::relation, index }, address);
}

void readConstraints(const QueryResult& rows, SnapshotBuilder& builder)
{
    for (int i = 0; i < rows.rows(); ++i) {
        Fields fields(rows, i);
        readConstraint(fields, builder);
    }
}

} // namespace

CatalogReaders constraintReaders() { return { { constraintsSql, readConstraints } }; }

} // namespace corridor
