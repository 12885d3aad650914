// SPDX-License-Identifier: MIT
#pragma once

#include "base/cancel.h"
#include "lint/options.h"

namespace corridor {

class Session;

// A query that the server has seen, as pg_stat_statements keeps it: with parameters in the place of values.
struct SeenQuery {
    QString text;
    qint64 calls = 0;
};

// What uses a database while it is reviewed.
struct LiveUse {
    QList<SeenQuery> queries; // most called first; empty without the extension or the right to see it
    int replicas = 0;         // that stream from the server
};

// The queries and replicas of the session's database. In the statistics views only.
Result<LiveUse> readLiveUse(Session& session, const CancelToken& token = CancelToken::never());

// Adds to findings about what goes or gets another name which queries still use it, and to those that write much how
// many replicas must replay it. Pure.
void tellUse(QList<Finding>& findings, const QList<LintMigration>& migrations, const LiveUse& use);

} // namespace corridor
