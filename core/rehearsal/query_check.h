// SPDX-License-Identifier: MIT
#pragma once

#include "postgres/session.h"

#include <QStringList>

namespace corridor {

// A statement that the application sends, with $1 … where its values go.
struct ApplicationQuery {
    QString sql;
    qint64 calls = 0; // since the source began to count; 0 where nobody counted
    double meanMs = 0;
};

// What the application sends, most frequent first: SELECT, INSERT, UPDATE, DELETE, MERGE and WITH of pg_stat_statements
// in this database, `limit` at most. "queries-unavailable" where the source has no pg_stat_statements, or does not show
// it to the role.
Result<QList<ApplicationQuery>> readQueries(
    Session& source, int limit = 500, const CancelToken& token = CancelToken::never());
// The same statements of a file, with semicolons between them. "queries-unreadable" where there is none, or one does
// not parse (with its line).
Result<QList<ApplicationQuery>> readQueryFile(const QString& path);

// What PREPARE makes of a query.
struct QueryShape {
    bool prepares = false;
    QString error; // the server's, where it does not
    QStringList parameters; // types
    QStringList columns; // "name type" of what it returns; only types where the server does not tell names
    bool operator==(const QueryShape&) const = default;
};
// PREPAREs each in a transaction that is taken back: nothing runs. A query that cannot be prepared leaves no trace.
QList<QueryShape> shapesOf(
    Session& session, const QList<ApplicationQuery>& queries, const CancelToken& token = CancelToken::never());

// What a script does to a query.
struct QueryChange {
    enum class Kind {
        Broken, // it prepared before, and does not any more
        Result, // it returns other columns or types
        Parameters, // it takes other types
    };
    Kind kind = Kind::Broken;
    QString migration;
    QString sql;
    qint64 calls = 0;
    QString why; // a sentence
};
QString changeWord(QueryChange::Kind kind); // broken, result, parameters
// Pure. Queries that did not prepare before are nobody's fault here.
QList<QueryChange> queryChanges(const QString& migration, const QList<ApplicationQuery>& queries,
    const QList<QueryShape>& before, const QList<QueryShape>& after);

} // namespace corridor
