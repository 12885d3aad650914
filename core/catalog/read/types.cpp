// SPDX-License-Identifier: MIT
#include "catalog/read/readers.h"

namespace corridor {

namespace {

// Also of row types: their array types are known by them, and composite types have owner and privileges here.
QByteArray typesSql(int)
{
    return R"(
select t.oid, t.typname, t.typnamespace, t.typtype, t.typowner, array_to_string(t.typacl, E'\n'), t.typarray,
  t.typrelid, t.typnotnull,
  case when t.typtype = 'd' then format_type(t.typbasetype, t.typtypmod) end,
  case when t.typtype = 'd' then pg_get_expr(t.typdefaultbin, 0) end,
  case when t.typtype = 'd' and t.typcollation <> b.typcollation then
    (select quote_ident(nspname) || '.' || quote_ident(collname)
     from pg_collation c join pg_namespace n on n.oid = collnamespace where c.oid = t.typcollation) end,
  case when t.typtype = 'e' then
    (select string_agg(quote_literal(enumlabel), ', ' order by enumsortorder) from pg_enum where enumtypid = t.oid) end,
  case when t.typtype = 'e' then
    (select string_agg(oid::text, ' ' order by enumsortorder) from pg_enum where enumtypid = t.oid) end,
  case when t.typtype = 'b' then
    'INPUT = ' || t.typinput::regproc || ', OUTPUT = ' || t.typoutput::regproc || ', LENGTH = ' || t.typlen end
from pg_type t left join pg_type b on b.oid = t.typbasetype
where t.oid >= 16384 and t.typtype in ('e', 'd', 'b', 'c') and t.typisdefined
  and (t.typtype <> 'b' or not exists (select 1 from pg_type e where e.oid = t.typelem and e.typarray = t.oid)))";
}

std::optional<ObjectKind> kindOf(char typtype)
{
    switch (typtype) {
    case 'e': return ObjectKind::Enum;
    case 'd': return ObjectKind::Domain;
    case 'b': return ObjectKind::BaseType;
    default: return std::nullopt;
    }
}

void readType(Fields& fields, SnapshotBuilder& builder)
{
    const uint oid = fields.oid();
    const ObjectAddress address { Catalog::type, oid };
    const QString name = fields.text();
    const uint space = fields.oid();
    const auto kind = kindOf(fields.letter());
    const uint owner = fields.oid();
    const auto acl = fields.optionalText();
    builder.alias({ Catalog::type, fields.oid() }, address);
    fields.oid();
    if (!builder.hasSchema(space))
        return;
    if (!kind) {
        CatalogObject* composite = builder.find(address);
        if (composite && composite->kind == ObjectKind::CompositeType)
            builder.setOwner(*composite, owner, acl);
        return;
    }
    CatalogObject object { .kind = *kind, .schema = builder.schema(space), .name = name };
    object.properties.setFlag(Property::NotNull, fields.flag());
    object.properties.set(Property::Type, fields.text());
    object.properties.set(Property::Expression, fields.text());
    object.properties.set(Property::Collation, fields.text());
    object.properties.set(Property::Values, fields.text());
    for (const QByteArray& label : fields.bytes().split(' '))
        object.partOids.append(label.toUInt());
    object.properties.set(Property::Definition, fields.text());
    builder.setOwner(object, owner, acl);
    builder.add(std::move(object), address);
}

void readTypes(const QueryResult& rows, SnapshotBuilder& builder)
{
    for (int i = 0; i < rows.rows(); ++i) {
        Fields fields(rows, i);
        readType(fields, builder);
    }
}

QByteArray rangesSql(int version)
{
    const QByteArray multirange = version >= 140000 ? "r.rngmultitypid" : "0";
    const QByteArray multirangeName = version >= 140000
        ? " || coalesce((select ', MULTIRANGE_TYPE_NAME = ' || r.rngmultitypid::regtype), '')" : "";
    return R"(
select t.oid, t.typname, t.typnamespace, t.typowner, array_to_string(t.typacl, E'\n'), t.typarray, )" + multirange + R"(,
  '(SUBTYPE = ' || format_type(r.rngsubtype, null)
  || coalesce((select ', SUBTYPE_OPCLASS = ' || quote_ident(nspname) || '.' || quote_ident(opcname)
       from pg_opclass o join pg_namespace n on n.oid = opcnamespace where o.oid = r.rngsubopc and not opcdefault), '')
  || coalesce((select ', COLLATION = ' || quote_ident(nspname) || '.' || quote_ident(collname)
       from pg_collation c join pg_namespace n on n.oid = collnamespace
       where c.oid = r.rngcollation and c.oid <> s.typcollation), '')
  || case when r.rngcanonical <> 0 then ', CANONICAL = ' || r.rngcanonical else '' end
  || case when r.rngsubdiff <> 0 then ', SUBTYPE_DIFF = ' || r.rngsubdiff else '' end)" + multirangeName + R"( || ')'
from pg_range r join pg_type t on t.oid = r.rngtypid join pg_type s on s.oid = r.rngsubtype where t.oid >= 16384)";
}

void readRanges(const QueryResult& rows, SnapshotBuilder& builder)
{
    for (int i = 0; i < rows.rows(); ++i) {
        Fields fields(rows, i);
        const ObjectAddress address { Catalog::type, fields.oid() };
        CatalogObject object { .kind = ObjectKind::RangeType, .name = fields.text() };
        const uint space = fields.oid();
        if (!builder.hasSchema(space))
            continue;
        object.schema = builder.schema(space);
        const uint owner = fields.oid();
        builder.setOwner(object, owner, fields.optionalText());
        builder.alias({ Catalog::type, fields.oid() }, address);
        builder.alias({ Catalog::type, fields.oid() }, address);
        object.properties.set(Property::Definition, fields.text());
        builder.add(std::move(object), address);
    }
}

} // namespace

CatalogReaders typeReaders() { return { { typesSql, readTypes }, { rangesSql, readRanges } }; }

} // namespace corridor
