// SPDX-License-Identifier: MIT
#include "catalog/read/readers.h"

namespace corridor {

namespace {

QByteArray rolesSql(int) { return "select oid, rolname from pg_roles"; }

void readRoles(const QueryResult& rows, SnapshotBuilder& builder)
{
    for (int i = 0; i < rows.rows(); ++i) {
        Fields fields(rows, i);
        const uint oid = fields.oid();
        builder.nameRole(oid, fields.text());
    }
}

QByteArray membersSql(int)
{
    return "select classid, objid, refobjid from pg_depend where refclassid = 3079 and deptype = 'e'";
}

void readMembers(const QueryResult& rows, SnapshotBuilder& builder)
{
    for (int i = 0; i < rows.rows(); ++i) {
        Fields fields(rows, i);
        const uint catalog = fields.oid();
        const uint oid = fields.oid();
        builder.markMember({ catalog, oid }, fields.oid());
    }
}

QByteArray schemasSql(int)
{
    return "select oid, nspname, nspowner, array_to_string(nspacl, E'\\n') from pg_namespace"
           " where left(nspname, 3) <> 'pg_' and nspname <> 'information_schema'"
           " and left(nspname, 13) <> '_timescaledb_'";
}

void readSchemas(const QueryResult& rows, SnapshotBuilder& builder)
{
    for (int i = 0; i < rows.rows(); ++i) {
        Fields fields(rows, i);
        const uint oid = fields.oid();
        const QString name = fields.text();
        const uint owner = fields.oid();
        builder.nameSchema(oid, name);
        if (!builder.hasSchema(oid))
            continue;
        if (CatalogObject* object = builder.add({ .kind = ObjectKind::Schema, .name = name },
                { Catalog::namespaces, oid }))
            builder.setOwner(*object, owner, fields.optionalText());
    }
}

// What initdb installs (plpgsql) is everywhere and not listed.
QByteArray extensionsSql(int)
{
    return "select e.oid, extname, extversion, nspname, extowner from pg_extension e"
           " join pg_namespace n on n.oid = extnamespace where e.oid >= 16384";
}

void readExtensions(const QueryResult& rows, SnapshotBuilder& builder)
{
    for (int i = 0; i < rows.rows(); ++i) {
        Fields fields(rows, i);
        const uint oid = fields.oid();
        CatalogObject object { .kind = ObjectKind::Extension, .name = fields.text() };
        object.properties.set(Property::Version, fields.text());
        object.properties.set(Property::Schema, fields.text());
        if (builder.options().owners)
            object.properties.set(Property::Owner, builder.role(fields.oid()));
        builder.add(std::move(object), { Catalog::extension, oid });
    }
}

} // namespace

CatalogReaders namespaceReaders()
{
    return { { rolesSql, readRoles }, { membersSql, readMembers }, { schemasSql, readSchemas },
        { extensionsSql, readExtensions } };
}

} // namespace corridor
