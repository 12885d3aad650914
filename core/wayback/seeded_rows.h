// SPDX-License-Identifier: MIT
#pragma once

#include "catalog/snapshot.h"
#include "postgres/session.h"
#include "sql/script.h"

namespace corridor {

// Rows made up for the tables that a migration touches, and for those that they refer to, so that a way back is tried
// with data. They obey types, keys, foreign keys, NOT NULL and unique constraints; a table whose checks or triggers
// refuse them stays as it is.
class SeededRows {
public:
    // `schema` is that of names without one. Inside an open transaction what is refused is undone by savepoints.
    static Result<SeededRows> put(
        Session& session, const Snapshot& before, const Script& migration, const QString& schema);

    bool isEmpty() const { return m_rows == 0; }
    // What of those tables' rows is not as it was; clauses. The schema must be as it was.
    Result<QStringList> compare(Session& session) const;

private:
    struct Contents {
        QString table;        // as SQL
        QString identity;     // for people
        QStringList columns;  // as SQL, by name
        QByteArrayList found; // how many rows, a fingerprint of them, and of each column's values, order aside
    };
    static Result<QByteArrayList> read(Session& session, const Contents& table);

    QList<Contents> m_contents;
    int m_rows = 0;
};

} // namespace corridor
