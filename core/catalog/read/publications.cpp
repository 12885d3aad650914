// SPDX-License-Identifier: MIT
#include "catalog/read/readers.h"
#include "catalog/read/whole_reader.h"

namespace corridor {

namespace {

// Definition: FOR ALL TABLES, and WITH (…); Details: one line a member, as FOR and ADD take it.
QByteArray publicationsSql(int version)
{
    const bool filters = version >= 150000;
    const QByteArray columns = filters
        ? " || coalesce((select ' (' || string_agg(quote_ident(attname), ', ' order by attnum) || ')' from pg_attribute a"
          " where a.attrelid = r.prrelid and a.attnum = any (r.prattrs)), '')"
          " || coalesce(' WHERE (' || pg_get_expr(r.prqual, r.prrelid) || ')', '')"
        : "";
    const QByteArray schemas = filters
        ? " union all select 'TABLES IN SCHEMA ' || quote_ident(nspname) from pg_publication_namespace s"
          " join pg_namespace n on n.oid = s.pnnspid where s.pnpubid = p.oid"
        : "";
    const QByteArray root = version >= 130000 ? "case when pubviaroot then 'publish_via_partition_root = true' end"
                                              : "null";
    return "select p.oid, pubname, 0, '', pubowner, null, concat_ws(' ', case when puballtables then 'FOR ALL TABLES' end,"
           " 'WITH (' || concat_ws(', ', 'publish = ''' || concat_ws(', ', case when pubinsert then 'insert' end,"
           " case when pubupdate then 'update' end, case when pubdelete then 'delete' end,"
           " case when pubtruncate then 'truncate' end) || '''', " + root + ") || ')'),"
           " (select string_agg(line, E'\\n' order by line) from (select 'TABLE ONLY ' || r.prrelid::regclass" + columns +
           " as line from pg_publication_rel r where r.prpubid = p.oid" + schemas + ") lines)"
           " from pg_publication p";
}

// The connection string is a secret, and only superusers may read it: it is not told.
QByteArray subscriptionsSql(int)
{
    return "select s.oid, subname, 0, '', subowner, null, array_to_string(subpublications, ', '), null"
           " from pg_subscription s where subdbid = (select oid from pg_database where datname = current_database())";
}

} // namespace

CatalogReaders publicationReaders()
{
    return { { publicationsSql, readWhole<ObjectKind::Publication, Catalog::publication> },
        { subscriptionsSql, readWhole<ObjectKind::Subscription, Catalog::subscription> } };
}

} // namespace corridor
