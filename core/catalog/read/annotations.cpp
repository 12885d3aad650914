// SPDX-License-Identifier: MIT
#include "catalog/read/readers.h"

namespace corridor {

namespace {

// The object itself, or the column that was meant; never what the address is only an alias of.
CatalogObject* annotated(SnapshotBuilder& builder, ObjectAddress address)
{
    if (address.catalog == Catalog::relation && address.column > 0)
        return builder.relation(address.oid) ? builder.column(address) : nullptr;
    if (CatalogObject* exact = builder.findExact(address))
        return exact;
    CatalogObject* object = builder.find(address);
    return object && object->kind == ObjectKind::CompositeType ? object : nullptr;
}

QByteArray commentsSql(int)
{
    return "select classoid, objoid, objsubid, description from pg_description"
           " where objoid >= 16384 or (classoid = 2615 and objoid = 2200 and description <> 'standard public schema')";
}

// An extension's own comment comes with it.
void readComments(const QueryResult& rows, SnapshotBuilder& builder)
{
    for (int i = 0; i < rows.rows(); ++i) {
        Fields fields(rows, i);
        const uint catalog = fields.oid();
        const uint oid = fields.oid();
        CatalogObject* object = annotated(builder, { catalog, oid, fields.integer() });
        if (object && object->kind != ObjectKind::Extension)
            object->properties.set(Property::Comment, fields.text());
    }
}

QByteArray labelsSql(int)
{
    return "select classoid, objoid, objsubid, provider || '=' || label from pg_seclabel where objoid >= 16384"
           " order by 1, 2, 3, 4";
}

void readLabels(const QueryResult& rows, SnapshotBuilder& builder)
{
    for (int i = 0; i < rows.rows(); ++i) {
        Fields fields(rows, i);
        const uint catalog = fields.oid();
        const uint oid = fields.oid();
        CatalogObject* object = annotated(builder, { catalog, oid, fields.integer() });
        if (!object)
            continue;
        QStringList labels = object->properties.list(Property::SecurityLabels);
        labels.append(fields.text());
        object->properties.set(Property::SecurityLabels, labels.join(u'\n'));
    }
}

// What follows from the structure (an index needs its table, a table its schema) is left out. 'x' is what
// DEPENDS ON EXTENSION makes; 'a' counts for the columns of a constraint, for those that the expression of a
// generated column names, and for the family of an operator class.
QByteArray dependenciesSql(int)
{
    return "select classid, objid, objsubid, refclassid, refobjid, refobjsubid, deptype from pg_depend"
           " where objid >= 16384 and refobjid >= 16384 and refclassid <> 2615"
           " and (deptype in ('n', 'x') or (deptype = 'a' and classid = 2606 and refobjsubid > 0)"
           "   or (deptype = 'a' and classid = 2616)"
           "   or (deptype = 'a' and classid = 2604 and objid = any (array(select d.oid from pg_attrdef d"
           "     join pg_attribute a on a.attrelid = adrelid and attnum = adnum where attgenerated <> ''))))"
           " and not (classid = 1259 and refclassid = 1259)";
}

void readDependency(Fields& fields, SnapshotBuilder& builder)
{
    const uint catalog = fields.oid();
    const uint oid = fields.oid();
    const ObjectAddress from { catalog, oid, fields.integer() };
    const uint otherCatalog = fields.oid();
    const uint otherOid = fields.oid();
    const ObjectAddress on { otherCatalog, otherOid, fields.integer() };
    if (fields.letter() != 'x')
        return builder.addDependency(from, on);
    CatalogObject* object = builder.find(from);
    const CatalogObject* extension = builder.find(on);
    if (object && extension)
        object->properties.set(Property::ExtensionDependency, extension->name);
    builder.addDependency(from, on);
}

void readDependencies(const QueryResult& rows, SnapshotBuilder& builder)
{
    for (int i = 0; i < rows.rows(); ++i) {
        Fields fields(rows, i);
        readDependency(fields, builder);
    }
}

} // namespace

CatalogReaders annotationReaders()
{
    return { { commentsSql, readComments }, { labelsSql, readLabels }, { dependenciesSql, readDependencies } };
}

} // namespace corridor
