// SPDX-License-Identifier: MIT
#pragma once

#include "sql/lock_mode.h"
#include "sql/schema_state.h"

namespace corridor {

// What a statement does to the storage of a relation while it holds the lock.
enum class TableWork {
    None, // catalog only
    IndexBuild, // reads the whole table and writes an index
    Scan, // reads the whole table
    Rewrite, // writes a new copy of the table and of all its indexes
};
QString workWord(TableWork work); // none, index-build, scan, rewrite

// A lock that a statement takes on a relation that is not its own new one.
struct RelationFact {
    QualifiedName relation;
    LockMode lock = LockMode::None;
    TableWork work = TableWork::None;
    bool certain = true; // false: what decides is unknown (an old type, a function), and the worse is assumed
    bool index = false; // the relation is an index
    QString reason; // why it works so, a phrase; empty where the statement's kind says it all
    QString source; // page of PostgreSQL's manual: "sql-altertable.html"
};

struct StatementFacts {
    enum class InTransaction {
        Allowed,
        Forbidden, // SQLSTATE 25001 inside a transaction block
        Required, // an error outside of one
        OwnSession, // must be the first statement of a session, alone: ALTER EXTENSION timescaledb UPDATE
    };
    QList<RelationFact> relations;
    InTransaction inTransaction = InTransaction::Allowed;
    QString transactionReason; // why not Allowed, a sentence
    QString transactionSource; // page of the manual
    bool controlsTransaction = false; // BEGIN, COMMIT, ROLLBACK, SAVEPOINT …
    bool destroysData = false; // rows or columns are gone afterwards
    bool refused = false; // the server or an extension will refuse it; refusal says why
    QString refusal;

    LockMode strongestLock() const;
    TableWork heaviestWork() const;
    bool rewrites() const { return heaviestWork() == TableWork::Rewrite; }
    bool scans() const { return heaviestWork() >= TableWork::IndexBuild; }
    const RelationFact* find(const QualifiedName& relation) const;
};

// What PostgreSQL `major` (12 … 18) does for a statement, as far as its text and `schema` tell. Pure.
// What the schema does not know is assumed to exist, to be an ordinary table and to hold rows.
StatementFacts factsOf(const Statement& statement, int major, const SchemaState& schema = SchemaState());

// https://www.postgresql.org/docs/15/sql-altertable.html
QString manualUrl(const QString& page, int major);

} // namespace corridor
