// SPDX-License-Identifier: MIT
#include "catalog/read/readers.h"
#include "catalog/read/whole_reader.h"

namespace corridor {

namespace {

QByteArray wrappersSql(int)
{
    return "select oid, fdwname, 0, '', fdwowner, array_to_string(fdwacl, E'\\n'), concat_ws(' ',"
           " 'HANDLER ' || nullif(fdwhandler, 0)::oid::regproc, 'VALIDATOR ' || nullif(fdwvalidator, 0)::oid::regproc,"
           " 'OPTIONS (' || (select string_agg(quote_ident(option_name) || ' ' || quote_literal(option_value), ', ')"
           " from pg_options_to_table(fdwoptions)) || ')'), null from pg_foreign_data_wrapper where oid >= 16384";
}

QByteArray serversSql(int)
{
    return "select s.oid, srvname, 0, '', srvowner, array_to_string(srvacl, E'\\n'), concat_ws(' ',"
           " 'TYPE ' || quote_literal(srvtype), 'VERSION ' || quote_literal(srvversion),"
           " 'FOREIGN DATA WRAPPER ' || quote_ident(fdwname),"
           " 'OPTIONS (' || (select string_agg(quote_ident(option_name) || ' ' || quote_literal(option_value), ', ')"
           " from pg_options_to_table(srvoptions)) || ')'), null"
           " from pg_foreign_server s join pg_foreign_data_wrapper w on w.oid = srvfdw where s.oid >= 16384";
}

// Their options hold passwords: only that there is a mapping is told.
QByteArray mappingsSql(int)
{
    return "select umid, '', 0, 'FOR ' || case when umuser = 0 then 'PUBLIC' else quote_ident(usename) end || ' SERVER '"
           " || quote_ident(srvname), 0, null, '', null from pg_user_mappings where umid >= 16384";
}

} // namespace

CatalogReaders foreignReaders()
{
    return { { wrappersSql, readWhole<ObjectKind::ForeignDataWrapper, Catalog::foreignDataWrapper> },
        { serversSql, readWhole<ObjectKind::ForeignServer, Catalog::foreignServer> },
        { mappingsSql, readWhole<ObjectKind::UserMapping, Catalog::userMapping> } };
}

} // namespace corridor
