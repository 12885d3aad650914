// SPDX-License-Identifier: MIT
#include "catalog/read/readers.h"
#include "catalog/read/whole_reader.h"

namespace corridor {

namespace {

QByteArray methodsSql(int)
{
    return "select oid, amname, 0, '', 0, null, 'TYPE ' || case amtype when 'i' then 'INDEX' else 'TABLE' end"
           " || ' HANDLER ' || amhandler, null from pg_am where oid >= 16384";
}

QByteArray languagesSql(int)
{
    return "select oid, lanname, 0, '', lanowner, array_to_string(lanacl, E'\\n'), concat_ws(' ',"
           " 'HANDLER ' || nullif(lanplcallfoid, 0)::oid::regproc, 'INLINE ' || nullif(laninline, 0)::oid::regproc,"
           " 'VALIDATOR ' || nullif(lanvalidator, 0)::oid::regproc),"
           " case when lanpltrusted then 'trusted' end from pg_language where oid >= 16384";
}

QByteArray collationsSql(int version)
{
    const QByteArray locale = version >= 170000 ? "colllocale" : version >= 150000 ? "colliculocale" : "collcollate";
    const QByteArray icuLocale = "coalesce(" + locale + ", collcollate)";
    const QByteArray rules = version >= 160000 ? "', rules = ' || quote_literal(collicurules)" : "null";
    return "select oid, collname, collnamespace, '', collowner, null, case collprovider"
           " when 'i' then '(provider = icu, ' || case when collisdeterministic then '' else 'deterministic = false, ' end"
           " || 'locale = ' || quote_literal(" + icuLocale + ") || coalesce(" + rules + ", '') || ')'"
           " when 'b' then '(provider = builtin, locale = ' || quote_literal(" + icuLocale + ") || ')'"
           " else '(provider = libc, ' || case when collcollate = collctype"
           " then 'locale = ' || quote_literal(collcollate) else 'lc_collate = ' || quote_literal(collcollate)"
           " || ', lc_ctype = ' || quote_literal(collctype) end || ')' end,"
           " null from pg_collation where oid >= 16384";
}

QByteArray conversionsSql(int)
{
    return "select oid, conname, connamespace, '', conowner, null,"
           " 'FOR ' || quote_literal(pg_encoding_to_char(conforencoding)) || ' TO '"
           " || quote_literal(pg_encoding_to_char(contoencoding)) || ' FROM ' || conproc,"
           " case when condefault then 'default' end from pg_conversion where oid >= 16384";
}

QByteArray eventTriggersSql(int)
{
    return "select e.oid, evtname, 0, '', evtowner, null, 'ON ' || quote_ident(evtevent) || coalesce(' WHEN TAG IN ('"
           " || (select string_agg(quote_literal(t), ', ') from unnest(evttags) t) || ')', '')"
           " || ' EXECUTE FUNCTION ' || evtfoid::regproc || '()',"
           " case evtenabled when 'D' then 'disabled' when 'R' then 'replica' when 'A' then 'always' end"
           " from pg_event_trigger e where oid >= 16384";
}

QByteArray statisticsSql(int version)
{
    const QByteArray target = version >= 170000 ? "stxstattarget" : version >= 130000 ? "nullif(stxstattarget, -1)"
                                                                                     : "null";
    return "select s.oid, stxname, stxnamespace, '', stxowner, null,"
           " substr(pg_get_statisticsobjdef(s.oid),"
           " length('CREATE STATISTICS ' || quote_ident(nspname) || '.' || quote_ident(stxname)) + 2), " + target +
           " from pg_statistic_ext s join pg_namespace n on n.oid = stxnamespace";
}

} // namespace

CatalogReaders languageReaders()
{
    return { { methodsSql, readWhole<ObjectKind::AccessMethod, Catalog::accessMethod> },
        { languagesSql, readWhole<ObjectKind::Language, Catalog::language> },
        { collationsSql, readWhole<ObjectKind::Collation, Catalog::collation> },
        { conversionsSql, readWhole<ObjectKind::Conversion, Catalog::conversion> },
        { eventTriggersSql, readWhole<ObjectKind::EventTrigger, Catalog::eventTrigger> },
        { statisticsSql, readWhole<ObjectKind::Statistics, Catalog::statistics> } };
}

} // namespace corridor
