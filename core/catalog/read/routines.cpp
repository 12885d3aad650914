// SPDX-License-Identifier: MIT
#include "catalog/read/readers.h"

namespace corridor {

namespace {

QByteArray routinesSql(int)
{
    return R"(
select p.oid, p.proname, p.pronamespace, p.prokind, p.proowner, array_to_string(p.proacl, E'\n'),
  oidvectortypes(p.proargtypes), pg_get_function_arguments(p.oid), pg_get_function_result(p.oid),
  (select lanname from pg_language l where l.oid = p.prolang), pg_get_functiondef(p.oid)
from pg_proc p where p.oid >= 16384 and p.prokind <> 'a'
  and not exists (select 1 from pg_depend d where d.classid = 1255 and d.objid = p.oid and d.deptype in ('e', 'i')))";
}

// integer, text -> (integer, text): what tells overloads apart.
QString signature(const QString& types) { return u'(' + types + u')'; }

void readRoutine(Fields& fields, SnapshotBuilder& builder)
{
    const ObjectAddress address { Catalog::procedure, fields.oid() };
    CatalogObject object { .name = fields.text() };
    const uint space = fields.oid();
    if (!builder.hasSchema(space))
        return;
    object.schema = builder.schema(space);
    object.kind = fields.letter() == 'p' ? ObjectKind::Procedure : ObjectKind::Function;
    const uint owner = fields.oid();
    builder.setOwner(object, owner, fields.optionalText());
    object.arguments = signature(fields.text());
    object.properties.set(Property::Arguments, fields.text());
    object.properties.set(Property::Returns, fields.text());
    object.properties.set(Property::Language, fields.text());
    object.properties.set(Property::Definition, fields.text().trimmed());
    builder.add(std::move(object), address);
}

void readRoutines(const QueryResult& rows, SnapshotBuilder& builder)
{
    for (int i = 0; i < rows.rows(); ++i) {
        Fields fields(rows, i);
        readRoutine(fields, builder);
    }
}

QByteArray aggregatesSql(int)
{
    return R"(
select p.oid, p.proname, p.pronamespace, p.proowner, array_to_string(p.proacl, E'\n'), oidvectortypes(p.proargtypes),
  coalesce(nullif(pg_get_function_arguments(p.oid), ''), '*'),
  concat_ws(', ', 'SFUNC = ' || a.aggtransfn, 'STYPE = ' || format_type(a.aggtranstype, null),
    'SSPACE = ' || nullif(a.aggtransspace, 0), 'FINALFUNC = ' || nullif(a.aggfinalfn::text, '-'),
    case when a.aggfinalextra then 'FINALFUNC_EXTRA' end,
    case when a.aggfinalfn <> 0 and a.aggfinalmodify <> (case a.aggkind when 'n' then 'r' else 'w' end) then
      'FINALFUNC_MODIFY = ' || case a.aggfinalmodify when 'r' then 'READ_ONLY' when 's' then 'SHAREABLE'
        else 'READ_WRITE' end end,
    'COMBINEFUNC = ' || nullif(a.aggcombinefn::text, '-'), 'SERIALFUNC = ' || nullif(a.aggserialfn::text, '-'),
    'DESERIALFUNC = ' || nullif(a.aggdeserialfn::text, '-'), 'INITCOND = ' || quote_literal(a.agginitval),
    'MSFUNC = ' || nullif(a.aggmtransfn::text, '-'), 'MINVFUNC = ' || nullif(a.aggminvtransfn::text, '-'),
    'MSTYPE = ' || format_type(nullif(a.aggmtranstype, 0), null), 'MSSPACE = ' || nullif(a.aggmtransspace, 0),
    'MFINALFUNC = ' || nullif(a.aggmfinalfn::text, '-'), case when a.aggmfinalextra then 'MFINALFUNC_EXTRA' end,
    case when a.aggmfinalfn <> 0 and a.aggmfinalmodify <> (case a.aggkind when 'n' then 'r' else 'w' end) then
      'MFINALFUNC_MODIFY = ' || case a.aggmfinalmodify when 'r' then 'READ_ONLY' when 's' then 'SHAREABLE'
        else 'READ_WRITE' end end,
    'MINITCOND = ' || quote_literal(a.aggminitval),
    (select 'SORTOP = OPERATOR(' || quote_ident(nspname) || '.' || oprname || ')'
     from pg_operator o join pg_namespace n on n.oid = oprnamespace where o.oid = a.aggsortop),
    case p.proparallel when 's' then 'PARALLEL = SAFE' when 'r' then 'PARALLEL = RESTRICTED' end,
    case when a.aggkind = 'h' then 'HYPOTHETICAL' end)
from pg_proc p join pg_aggregate a on a.aggfnoid = p.oid where p.oid >= 16384)";
}

void readAggregates(const QueryResult& rows, SnapshotBuilder& builder)
{
    for (int i = 0; i < rows.rows(); ++i) {
        Fields fields(rows, i);
        const ObjectAddress address { Catalog::procedure, fields.oid() };
        CatalogObject object { .kind = ObjectKind::Aggregate, .name = fields.text() };
        const uint space = fields.oid();
        if (!builder.hasSchema(space))
            continue;
        object.schema = builder.schema(space);
        const uint owner = fields.oid();
        builder.setOwner(object, owner, fields.optionalText());
        object.arguments = signature(fields.text());
        object.properties.set(Property::Arguments, fields.text());
        object.properties.set(Property::Definition, u'(' + fields.text() + u')');
        builder.add(std::move(object), address);
    }
}

} // namespace

CatalogReaders routineReaders()
{
    return { { routinesSql, readRoutines }, { aggregatesSql, readAggregates } };
}

} // namespace corridor
