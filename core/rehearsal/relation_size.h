// SPDX-License-Identifier: MIT
#pragma once

#include "postgres/session.h"

namespace corridor {

// The size of a table with its TOAST, without its indexes, and of these.
struct RelationSize {
    QString relation; // schema.name
    qint64 bytes = 0;
    qint64 indexBytes = 0;
    qint64 rows = -1; // as the planner thinks; -1 where it does not know
    bool operator==(const RelationSize&) const = default;
};

// Ordinary tables, partitions and materialized views that are not PostgreSQL's own, by name. Takes AccessShare on each
// for a moment.
Result<QList<RelationSize>> readRelationSizes(Session& session, const CancelToken& token = CancelToken::never());

} // namespace corridor
