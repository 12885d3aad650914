// SPDX-License-Identifier: MIT
#include "catalog/read/readers.h"
#include "catalog/read/whole_reader.h"

namespace corridor {

namespace {

QByteArray parsersSql(int)
{
    return "select oid, prsname, prsnamespace, '', 0, null, '(' || concat_ws(', ', 'START = ' || prsstart,"
           " 'GETTOKEN = ' || prstoken, 'END = ' || prsend, 'HEADLINE = ' || nullif(prsheadline::text, '-'),"
           " 'LEXTYPES = ' || prslextype) || ')', null from pg_ts_parser where oid >= 16384";
}

QByteArray templatesSql(int)
{
    return "select oid, tmplname, tmplnamespace, '', 0, null, '(' || concat_ws(', ',"
           " 'INIT = ' || nullif(tmplinit::text, '-'), 'LEXIZE = ' || tmpllexize) || ')', null"
           " from pg_ts_template where oid >= 16384";
}

QByteArray dictionariesSql(int)
{
    return "select d.oid, dictname, dictnamespace, '', dictowner, null, '(' || concat_ws(', ',"
           " 'TEMPLATE = ' || quote_ident(nspname) || '.' || quote_ident(tmplname), dictinitoption) || ')', null"
           " from pg_ts_dict d join pg_ts_template t on t.oid = dicttemplate"
           " join pg_namespace n on n.oid = tmplnamespace where d.oid >= 16384";
}

// Details: one line a token type, "asciiword WITH pg_catalog.english_stem".
QByteArray configurationsSql(int)
{
    return R"(
select c.oid, cfgname, cfgnamespace, '', cfgowner, null,
  '(PARSER = ' || quote_ident(nspname) || '.' || quote_ident(prsname) || ')',
  (select string_agg(line, E'\n' order by line) from (
     select (select alias from ts_token_type(c.cfgparser) where tokid = m.maptokentype) || ' WITH '
       || string_agg(m.mapdict::regdictionary::text, ', ' order by m.mapseqno) as line
     from pg_ts_config_map m where m.mapcfg = c.oid group by m.maptokentype) lines)
from pg_ts_config c join pg_ts_parser p on p.oid = cfgparser join pg_namespace n on n.oid = prsnamespace
where c.oid >= 16384)";
}

} // namespace

CatalogReaders textSearchReaders()
{
    return { { parsersSql, readWhole<ObjectKind::TextSearchParser, Catalog::textParser> },
        { templatesSql, readWhole<ObjectKind::TextSearchTemplate, Catalog::textTemplate> },
        { dictionariesSql, readWhole<ObjectKind::TextSearchDictionary, Catalog::textDictionary> },
        { configurationsSql, readWhole<ObjectKind::TextSearchConfiguration, Catalog::textConfiguration> } };
}

} // namespace corridor
