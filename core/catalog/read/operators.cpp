// SPDX-License-Identifier: MIT
#include "catalog/read/readers.h"
#include "catalog/read/whole_reader.h"

namespace corridor {

namespace {

// Operators print as OPERATOR(schema.name) would take them; shells (without function) are left out.
QByteArray operatorsSql(int)
{
    return R"(
select o.oid, oprname, oprnamespace,
  ' (' || case when oprleft = 0 then 'NONE' else format_type(oprleft, null) end || ', '
  || case when oprright = 0 then 'NONE' else format_type(oprright, null) end || ')',
  oprowner, null,
  '(' || concat_ws(', ', 'FUNCTION = ' || oprcode, 'LEFTARG = ' || format_type(nullif(oprleft, 0), null),
    'RIGHTARG = ' || format_type(nullif(oprright, 0), null),
    (select 'COMMUTATOR = OPERATOR(' || quote_ident(nspname) || '.' || c.oprname || ')'
     from pg_operator c join pg_namespace n on n.oid = c.oprnamespace where c.oid = o.oprcom),
    (select 'NEGATOR = OPERATOR(' || quote_ident(nspname) || '.' || c.oprname || ')'
     from pg_operator c join pg_namespace n on n.oid = c.oprnamespace where c.oid = o.oprnegate),
    'RESTRICT = ' || nullif(oprrest::text, '-'), 'JOIN = ' || nullif(oprjoin::text, '-'),
    case when oprcanhash then 'HASHES' end, case when oprcanmerge then 'MERGES' end) || ')', null
from pg_operator o where o.oid >= 16384 and oprcode <> 0)";
}

// A family's loose members: those that belong to no class.
QByteArray familiesSql(int)
{
    return R"(
select f.oid, opfname, opfnamespace, ' USING ' || quote_ident(amname), opfowner, null, '',
  (select string_agg(line, E'\n' order by line) from (
    select 'OPERATOR ' || amopstrategy || ' ' || amopopr::regoperator
      || coalesce((select ' FOR ORDER BY ' || quote_ident(nspname) || '.' || quote_ident(s.opfname) from pg_opfamily s
         join pg_namespace n on n.oid = s.opfnamespace where s.oid = amopsortfamily), '') as line
    from pg_amop m where amopfamily = f.oid and not exists (select 1 from pg_depend d
      where d.classid = 2602 and d.objid = m.oid and d.refclassid = 2616 and d.deptype = 'i')
    union all
    select 'FUNCTION ' || amprocnum || ' (' || format_type(amproclefttype, null) || ', '
      || format_type(amprocrighttype, null) || ') ' || amproc::oid::regprocedure
    from pg_amproc p where amprocfamily = f.oid and not exists (select 1 from pg_depend d
      where d.classid = 2603 and d.objid = p.oid and d.refclassid = 2616 and d.deptype = 'i')) lines)
from pg_opfamily f join pg_am a on a.oid = f.opfmethod where f.oid >= 16384
  and not exists (select 1 from pg_depend d where d.classid = 2753 and d.objid = f.oid and d.deptype = 'e'))";
}

QByteArray classesSql(int)
{
    return R"(
select c.oid, opcname, opcnamespace, ' USING ' || quote_ident(amname), opcowner, null,
  case when opcdefault then 'DEFAULT ' else '' end || 'FOR TYPE ' || format_type(opcintype, null)
  || ' USING ' || quote_ident(amname) || ' FAMILY ' || quote_ident(nspname) || '.' || quote_ident(opfname) || ' AS '
  || concat_ws(', ', 'STORAGE ' || format_type(case when opckeytype = 0 then opcintype else opckeytype end, null),
    (select string_agg('OPERATOR ' || amopstrategy || ' ' || amopopr::regoperator
        || coalesce((select ' FOR ORDER BY ' || quote_ident(sn.nspname) || '.' || quote_ident(s.opfname)
           from pg_opfamily s join pg_namespace sn on sn.oid = s.opfnamespace where s.oid = amopsortfamily), ''),
        ', ' order by amopstrategy, amopopr)
     from pg_amop m join pg_depend d on d.classid = 2602 and d.objid = m.oid and d.refclassid = 2616
       and d.refobjid = c.oid and d.deptype = 'i'),
    (select string_agg('FUNCTION ' || amprocnum || ' (' || format_type(amproclefttype, null) || ', '
        || format_type(amprocrighttype, null) || ') ' || amproc::oid::regprocedure, ', ' order by amprocnum,
        amproclefttype, amprocrighttype)
     from pg_amproc p join pg_depend d on d.classid = 2603 and d.objid = p.oid and d.refclassid = 2616
       and d.refobjid = c.oid and d.deptype = 'i')), null
from pg_opclass c join pg_am a on a.oid = c.opcmethod join pg_opfamily f on f.oid = c.opcfamily
join pg_namespace n on n.oid = f.opfnamespace where c.oid >= 16384
  and not exists (select 1 from pg_depend d where d.classid = 2616 and d.objid = c.oid and d.deptype = 'e'))";
}

QByteArray castsSql(int)
{
    return R"(
select c.oid, '', 0, '(' || format_type(castsource, null) || ' AS ' || format_type(casttarget, null) || ')', 0, null,
  case castmethod when 'f' then 'WITH FUNCTION ' || castfunc::oid::regprocedure when 'i' then 'WITH INOUT'
    else 'WITHOUT FUNCTION' end
  || case castcontext when 'a' then ' AS ASSIGNMENT' when 'i' then ' AS IMPLICIT' else '' end, null
from pg_cast c where c.oid >= 16384
  and not exists (select 1 from pg_depend d where d.classid = 2605 and d.objid = c.oid and d.deptype = 'i'))";
}

QByteArray transformsSql(int)
{
    return R"(
select t.oid, '', 0, 'FOR ' || format_type(trftype, null) || ' LANGUAGE ' || quote_ident(lanname), 0, null,
  '(' || concat_ws(', ', 'FROM SQL WITH FUNCTION ' || nullif(trffromsql, 0)::oid::regprocedure,
    'TO SQL WITH FUNCTION ' || nullif(trftosql, 0)::oid::regprocedure) || ')', null
from pg_transform t join pg_language l on l.oid = trflang where t.oid >= 16384)";
}

// What an operator or function of a class needs, the class (or family) needs.
QByteArray membersSql(int)
{
    return "select classid, objid, refclassid, refobjid from pg_depend where classid in (2602, 2603)"
           " and refclassid in (2616, 2753) and deptype in ('i', 'a') and objid >= 16384 order by deptype";
}

void readMembers(const QueryResult& rows, SnapshotBuilder& builder)
{
    for (int i = 0; i < rows.rows(); ++i) {
        Fields fields(rows, i);
        const uint catalog = fields.oid();
        const ObjectAddress member { catalog, fields.oid() };
        const uint ownerCatalog = fields.oid();
        builder.alias(member, { ownerCatalog, fields.oid() });
    }
}

} // namespace

CatalogReaders operatorReaders()
{
    return { { operatorsSql, readWhole<ObjectKind::Operator, Catalog::operators> },
        { familiesSql, readWhole<ObjectKind::OperatorFamily, Catalog::operatorFamily> },
        { classesSql, readWhole<ObjectKind::OperatorClass, Catalog::operatorClass> },
        { membersSql, readMembers }, { castsSql, readWhole<ObjectKind::Cast, Catalog::cast> },
        { transformsSql, readWhole<ObjectKind::Transform, Catalog::transform> } };
}

} // namespace corridor
