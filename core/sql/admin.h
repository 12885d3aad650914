// SPDX-License-Identifier: MIT
#pragma once

#include "sql/ddl.h"

namespace corridor::sql {

struct TransactionControl {
    enum class Kind {
        Begin, // and START TRANSACTION
        Commit,
        Rollback,
        Savepoint,
        Release,
        RollbackTo,
        Prepare,
        CommitPrepared,
        RollbackPrepared,
    };
    Kind kind = Kind::Begin;
    bool chain = false;
    QString name;
};

// SET, RESET, SET LOCAL.
struct SetVariable {
    QString name; // lower case; "TRANSACTION" and "SESSION CHARACTERISTICS" for those forms; empty for RESET ALL
    QStringList values;
    bool local = false;
    bool reset = false; // RESET, SET … TO DEFAULT
};

struct Discard {
    bool all = false; // not PLANS, SEQUENCES or TEMP
};

struct Vacuum {
    bool analyzeOnly = false; // ANALYZE
    bool full = false;
    QList<QualifiedName> tables; // empty: the whole database
};

struct Cluster {
    QualifiedName table; // empty: all that were clustered before
};

struct Reindex {
    ObjectKind object = ObjectKind::Index; // Index, Table, Schema, Database; Other for SYSTEM
    QualifiedName name;
    bool concurrently = false;
};

struct Grant {
    bool revoke = false;
    ObjectKind object = ObjectKind::Table;
    bool allInSchema = false;
    bool defaults = false; // ALTER DEFAULT PRIVILEGES
    bool roles = false; // GRANT role TO role
    QStringList objects;
    QStringList privileges; // empty: ALL
    QStringList grantees;
    bool toPublic = false;
    bool withGrantOption = false; // or WITH ADMIN OPTION
};

struct RoleChange {
    enum class Kind { Create, Alter, Drop, Set };
    Kind kind = Kind::Create;
    QStringList names;
    QList<Option> options; // superuser, createrole, password …, as the grammar names them
    bool hasPassword = false;
    QString password; // never shown
};

// CREATE/ALTER/DROP DATABASE, TABLESPACE, SUBSCRIPTION, PUBLICATION, SERVER, USER MAPPING, EVENT TRIGGER, LANGUAGE …
struct ServerObject {
    enum class Verb { Create, Alter, Drop };
    Verb verb = Verb::Create;
    ObjectKind object = ObjectKind::Other;
    QString name;
    QList<Option> options;
    QString connection; // of a subscription; may hold a password, never shown
    QString action; // of ALTER SUBSCRIPTION: refresh, set publication …
};

} // namespace corridor::sql
