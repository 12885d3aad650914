// SPDX-License-Identifier: MIT
#include "rehearsal/refresh_views.h"

namespace corridor {

Result<void> refreshViews(Session& copy, const CancelToken& token)
{
    const auto views = copy.execute("SELECT pg_catalog.quote_ident(n.nspname) || '.' || "
                                    "pg_catalog.quote_ident(c.relname) FROM pg_catalog.pg_class c"
                                    " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'm' "
                                    "AND c.relispopulated ORDER BY c.oid",
        token);
    CORRIDOR_TRY(views);
    for (int row = 0; row < views->rows(); ++row)
        CORRIDOR_TRY(copy.execute("REFRESH MATERIALIZED VIEW " + views->bytes(row, 0), token));
    return {};
}

} // namespace corridor
