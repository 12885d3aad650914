// SPDX-License-Identifier: MIT
#pragma once

#include "sql/definitions.h"

namespace corridor::sql {

// How a relation is touched by a statement.
enum class Touch {
    Read,
    Write, // INSERT, UPDATE, DELETE, MERGE, TRUNCATE, COPY FROM
    Lock, // SELECT … FOR UPDATE and its kin, LOCK
    Create,
    Alter,
    Drop,
    Reference, // the other side of a foreign key, a parent of a partition
};
QString touchWord(Touch touch);

struct TouchedRelation {
    QualifiedName name;
    Touch touch = Touch::Read;
    qsizetype offset = -1;
    bool operator==(const TouchedRelation& other) const { return name == other.name && touch == other.touch; }
};

// A function called somewhere in a query.
struct FunctionCall {
    QualifiedName name;
    std::vector<Expression> arguments; // NAME => value gives an Operator "=>" whose text is in its first argument
    qsizetype offset = -1;
};

// INSERT, UPDATE, DELETE or MERGE: a statement of its own, or inside a WITH.
struct DataChange {
    enum class Kind { Insert, Update, Delete, Merge };
    Kind kind = Kind::Insert;
    QualifiedName table;
    QString alias;
    bool fromQuery = false; // INSERT … SELECT
    qsizetype rows = 0; // INSERT … VALUES: how many
    QStringList columns; // of INSERT (…) or UPDATE SET
    std::vector<Expression> values; // UPDATE SET: one a column; INSERT: the first rows, row after row
    Expression where;
    QList<QualifiedName> sources; // FROM, USING, the SELECT's tables
    bool joins = false; // UPDATE … FROM, DELETE … USING
    bool onConflict = false;
    bool conflictDoesNothing = false;
    QStringList conflictColumns;
    QString conflictConstraint;
    bool limited = false; // the SELECT or a subquery of WHERE has a LIMIT
    bool overriding = false; // OVERRIDING SYSTEM VALUE
    qsizetype offset = -1;
};

// SELECT, and every statement that is only a query: VALUES, TABLE.
struct SelectQuery {
    bool hasFrom = false;
    bool limited = false;
    bool locking = false; // FOR UPDATE …
    std::vector<Expression> targets;
    QStringList targetNames; // the output columns: alias, column or function name; "?column?" where none
};

struct CreateTableAs {
    QualifiedName name;
    bool materializedView = false;
    bool withData = true;
    bool ifNotExists = false;
    bool temporary = false;
    QList<Option> options;
    QStringList columns;
    QList<QualifiedName> sources;
};

struct CreateView {
    QualifiedName name;
    bool replace = false;
    bool temporary = false;
    QList<Option> options;
    QStringList columns; // output columns in order; "*" where they cannot be told
    QList<QualifiedName> sources;
};

struct RefreshView {
    QualifiedName name;
    bool concurrently = false;
    bool withData = true;
};

struct Copy {
    QualifiedName table; // empty for COPY (query)
    bool from = false;
    bool program = false;
    QString file; // empty for STDIN, STDOUT
};

struct LockTables {
    QList<QualifiedName> tables;
    int mode = 8; // 1 ACCESS SHARE … 8 ACCESS EXCLUSIVE, as PostgreSQL numbers them
    bool noWait = false;
};

} // namespace corridor::sql
