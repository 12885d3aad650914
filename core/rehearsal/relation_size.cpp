// SPDX-License-Identifier: MIT
#include "rehearsal/relation_size.h"

#include "sql/name.h"

namespace corridor {

Result<QList<RelationSize>> readRelationSizes(Session& session, const CancelToken& token)
{
    const auto rows = session.execute(R"(
SELECT n.nspname, c.relname, coalesce(pg_catalog.pg_table_size(c.oid), 0), coalesce(pg_catalog.pg_indexes_size(c.oid), 0),
       c.reltuples::bigint
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind IN ('r', 'm') AND c.relpersistence <> 't' AND n.nspname NOT IN ('pg_catalog', 'information_schema')
 ORDER BY n.nspname, c.relname)",
        token);
    CORRIDOR_TRY(rows);
    QList<RelationSize> sizes;
    for (int row = 0; row < rows->rows(); ++row)
        sizes << RelationSize { QualifiedName { rows->text(row, 0), rows->text(row, 1) }.text(), rows->integer(row, 2),
            rows->integer(row, 3), rows->integer(row, 4) };
    return sizes;
}

} // namespace corridor
