// SPDX-License-Identifier: MIT
#include "catalog/read/readers.h"

#include "catalog/identifier.h"

namespace corridor {

namespace {

QByteArray columnsSql(int version)
{
    const QByteArray compression = version >= 140000 ? "a.attcompression" : "''";
    return R"(
select a.attrelid, a.attnum, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity,
  a.attgenerated, case when a.attstorage <> t.typstorage then a.attstorage end, )" + compression + R"(,
  case when a.attcollation <> t.typcollation then
    (select quote_ident(nspname) || '.' || quote_ident(collname)
     from pg_collation c join pg_namespace n on n.oid = collnamespace where c.oid = a.attcollation) end,
  coalesce(a.attstattarget, -1), array_to_string(coalesce(a.attoptions, a.attfdwoptions), E'\n'),
  array_to_string(a.attacl, E'\n'), a.attinhcount > 0, a.attislocal, r.relkind
from pg_attribute a join pg_class r on r.oid = a.attrelid join pg_type t on t.oid = a.atttypid
where a.attrelid >= 16384 and a.attnum > 0 and not a.attisdropped and r.relkind in ('r', 'p', 'f', 'c', 'v', 'm')
order by a.attrelid, a.attnum)";
}

QString storageWord(char letter)
{
    switch (letter) {
    case 'p': return QStringLiteral("plain");
    case 'e': return QStringLiteral("external");
    case 'm': return QStringLiteral("main");
    case 'x': return QStringLiteral("extended");
    default: return {};
    }
}

QString compressionWord(char letter)
{
    return letter == 'p' ? QStringLiteral("pglz") : letter == 'l' ? QStringLiteral("lz4") : QString();
}

QString identityWord(char letter)
{
    return letter == 'a' ? QStringLiteral("always") : letter == 'd' ? QStringLiteral("by default") : QString();
}

QString generatedWord(char letter)
{
    return letter == 's' ? QStringLiteral("stored") : letter == 'v' ? QStringLiteral("virtual") : QString();
}

QString inheritance(bool inherited, bool local)
{
    if (!inherited)
        return {};
    return local ? QStringLiteral("both") : QStringLiteral("yes");
}

void readFacts(Fields& fields, Properties& facts)
{
    facts.set(Property::Type, fields.text());
    facts.setFlag(Property::NotNull, fields.flag());
    facts.set(Property::Identity, identityWord(fields.letter()));
    facts.set(Property::Generated, generatedWord(fields.letter()));
    facts.set(Property::Storage, storageWord(fields.letter()));
    facts.set(Property::Compression, compressionWord(fields.letter()));
    facts.set(Property::Collation, fields.text());
    const int target = fields.integer();
    facts.set(Property::Statistics, target >= 0 ? QString::number(target) : QString());
    facts.set(Property::Options, fields.text());
}

// Views declare no columns: they are told as one list, and as objects only where somebody said something about one.
void addViewColumn(CatalogObject& view, const CatalogObject& column)
{
    QStringList columns = view.properties.list(Property::Columns);
    columns.append(displayName(column.name) + u' ' + column.get(Property::Type));
    view.properties.set(Property::Columns, columns.join(u'\n'));
}

void readColumn(Fields& fields, SnapshotBuilder& builder, int& position, uint& table)
{
    const uint relation = fields.oid();
    const int number = fields.integer();
    CatalogObject* parent = builder.relation(relation);
    if (!parent || parent->kind == ObjectKind::Extension)
        return;
    position = relation == table ? position + 1 : 1;
    table = relation;
    CatalogObject column = columnOf(*parent, fields.text());
    column.position = position;
    readFacts(fields, column.properties);
    const auto acl = fields.optionalText();
    const bool inherited = fields.flag();
    column.properties.set(Property::InheritedFrom, inheritance(inherited, fields.flag()));
    if (acl)
        builder.setOwner(column, 0, acl);
    column.properties.remove(Property::Owner);
    const bool view = parent->kind == ObjectKind::View || parent->kind == ObjectKind::MaterializedView;
    if (view)
        addViewColumn(*parent, column);
    if (!view || column.has(Property::Privileges) || column.has(Property::Options))
        builder.add(std::move(column), { Catalog::relation, relation, number });
}

void readColumns(const QueryResult& rows, SnapshotBuilder& builder)
{
    int position = 0;
    uint table = 0;
    for (int i = 0; i < rows.rows(); ++i) {
        Fields fields(rows, i);
        readColumn(fields, builder, position, table);
    }
}

QByteArray defaultsSql(int)
{
    return "select oid, adrelid, adnum, pg_get_expr(adbin, adrelid) from pg_attrdef where oid >= 16384";
}

void readDefault(Fields& fields, SnapshotBuilder& builder)
{
    const ObjectAddress address { Catalog::defaultValue, fields.oid() };
    const uint relation = fields.oid();
    const ObjectAddress columnAddress { Catalog::relation, relation, fields.integer() };
    const CatalogObject* relationObject = builder.relation(relation);
    CatalogObject* column = relationObject ? builder.column(columnAddress) : nullptr;
    if (!column)
        return;
    if (column->has(Property::Generated)) {
        column->properties.set(Property::Expression, fields.text());
        builder.alias(address, columnAddress);
        return;
    }
    CatalogObject object { .kind = ObjectKind::Default, .schema = column->schema, .name = column->name,
        .key = objectKey(ObjectKind::Default, column->identity()), .parent = column->key };
    object.properties.set(Property::Expression, fields.text());
    builder.add(std::move(object), address);
}

void readDefaults(const QueryResult& rows, SnapshotBuilder& builder)
{
    for (int i = 0; i < rows.rows(); ++i) {
        Fields fields(rows, i);
        readDefault(fields, builder);
    }
}

} // namespace

CatalogReaders columnReaders() { return { { columnsSql, readColumns }, { defaultsSql, readDefaults } }; }

} // namespace corridor
