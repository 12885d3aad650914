// SPDX-License-Identifier: MIT
#pragma once

#include "catalog/snapshot.h"
#include "postgres/session.h"
#include "sql/script.h"

namespace corridor {

// Rows made up for the tables that a migration touches, and for those that they refer to, so that a way back is tried
// with data. They obey types, keys, foreign keys, NOT NULL and unique constraints; a table whose checks or triggers
// refuse them stays empty.
class SeededRows {
public:
    // `schema` is that of names without one. Inside an open transaction what is refused is undone by savepoints.
    static Result<SeededRows> put(
        Session& session, const Snapshot& before, const Script& migration, const QString& schema, bool inside);

    bool isEmpty() const { return m_contents.isEmpty(); }
    // Takes the rows out again, as far as they have not gone.
    Result<void> remove(Session& session);
    // What of them, and of all rows of those tables, is not as it was: clauses.
    Result<QStringList> compare(Session& session) const;

private:
    struct Column {
        QString name; // quoted
        QString identity; // for people
        QByteArray values; // a fingerprint of all its values, order aside
    };
    struct Contents {
        QString table; // as SQL
        QString identity; // for people
        QByteArray rows; // how many, and a fingerprint of them
        QList<Column> columns;
    };
    static Result<Contents> contentsOf(Session& session, const Contents& names);

    QList<Contents> m_contents;
};

} // namespace corridor
