// SPDX-License-Identifier: MIT
#include "catalog/read/readers.h"

#include "catalog/identifier.h"

namespace corridor {

namespace {

QByteArray sequencesSql(int)
{
    return "select s.seqrelid, format_type(s.seqtypid, null), seqstart, seqincrement, seqmin, seqmax, seqcache, seqcycle,"
           " d.deptype, d.refobjid, d.refobjsubid from pg_sequence s left join pg_depend d on d.classid = 1259"
           " and d.objid = s.seqrelid and d.objsubid = 0 and d.refclassid = 1259 and d.deptype in ('a', 'i')"
           " where s.seqrelid >= 16384";
}

void setNumbers(Properties& facts, Fields& fields)
{
    for (const Property property : { Property::Start, Property::Increment, Property::Minimum, Property::Maximum,
             Property::Cache })
        facts.set(property, fields.text());
    facts.setFlag(Property::Cycle, fields.flag());
}

// The sequence of an identity column is a part of the column: its numbers move there.
void foldIntoColumn(SnapshotBuilder& builder, ObjectAddress sequence, CatalogObject& column, const Properties& numbers)
{
    const CatalogObject* object = builder.find(sequence);
    column.properties.set(Property::Sequence, qualifiedName(object->schema, object->name));
    for (const auto& [property, value] : numbers)
        column.properties.set(property, value);
}

void readSequence(Fields& fields, SnapshotBuilder& builder)
{
    const ObjectAddress address { Catalog::relation, fields.oid() };
    CatalogObject* sequence = builder.find(address);
    if (!sequence || sequence->kind != ObjectKind::Sequence)
        return;
    const QString type = fields.text();
    Properties numbers;
    setNumbers(numbers, fields);
    const char how = fields.letter();
    const uint table = fields.oid();
    const CatalogObject* owner = table ? builder.relation(table) : nullptr;
    const QString ownerName = owner ? qualifiedName(owner->schema, owner->name) : QString();
    CatalogObject* column = owner ? builder.column({ Catalog::relation, table, fields.integer() }) : nullptr;
    if (how == 'i' && column) {
        foldIntoColumn(builder, address, *column, numbers);
        builder.remove(address);
        return builder.alias(address, column->address);
    }
    sequence = builder.find(address);
    for (const auto& [property, value] : numbers)
        sequence->properties.set(property, value);
    sequence->properties.set(Property::Type, type);
    if (column)
        sequence->properties.set(Property::OwnedBy, ownerName + u'.' + quoteName(column->name));
}

void readSequences(const QueryResult& rows, SnapshotBuilder& builder)
{
    for (int i = 0; i < rows.rows(); ++i) {
        Fields fields(rows, i);
        readSequence(fields, builder);
    }
}

} // namespace

CatalogReaders sequenceReaders() { return { { sequencesSql, readSequences } }; }

} // namespace corridor
