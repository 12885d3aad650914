// SPDX-License-Identifier: MIT
#pragma once

#include "sql/definitions.h"

namespace corridor::sql {

// What a statement acts on, where one node of the grammar serves many kinds (DROP, RENAME, OWNER TO, COMMENT ON …).
enum class ObjectKind {
    Other,
    Aggregate,
    Attribute,
    Cast,
    Collation,
    Column,
    Constraint,
    Database,
    Domain,
    DomainConstraint,
    EnumValue,
    EventTrigger,
    Extension,
    ForeignServer,
    ForeignTable,
    Function,
    Index,
    MaterializedView,
    Operator,
    Policy,
    Procedure,
    Publication,
    Role,
    Rule,
    Schema,
    Sequence,
    Statistics,
    Subscription,
    Table,
    Tablespace,
    Trigger,
    Type,
    View,
};
QString objectWord(ObjectKind kind); // "MATERIALIZED VIEW"

struct CreateTable {
    QualifiedName name;
    bool ifNotExists = false;
    bool temporary = false;
    bool unlogged = false;
    bool foreign = false;
    QList<ColumnDefinition> columns;
    QList<ConstraintDefinition> constraints; // table constraints
    QList<QualifiedName> like;
    QList<QualifiedName> inherits; // parents; one parent for a partition
    bool isPartition = false;
    bool isDefaultPartition = false;
    bool partitioned = false;
    QStringList partitionColumns;
    QList<Option> options;
};

// One action of ALTER TABLE (and of ALTER INDEX, VIEW, SEQUENCE, TYPE, which share the grammar).
struct AlterAction {
    enum class Kind {
        Other,
        AddColumn,
        DropColumn,
        SetDefault, // expression
        DropDefault,
        SetNotNull,
        DropNotNull,
        SetType, // column.type; expression: USING
        SetExpression,
        DropExpression,
        AddConstraint,
        AlterConstraint,
        ValidateConstraint,
        DropConstraint,
        AddIdentity,
        SetIdentity,
        DropIdentity,
        SetStatistics,
        SetStorage,
        SetCompression,
        SetColumnOptions,
        ChangeOwner,
        ClusterOn,
        SetWithoutCluster,
        SetLogged,
        SetUnlogged,
        SetAccessMethod,
        SetTablespace,
        SetOptions,
        ResetOptions,
        EnableTrigger,
        DisableTrigger, // name, or "ALL", "USER"
        EnableRule,
        DisableRule,
        Inherit,
        NoInherit,
        OfType,
        ReplicaIdentity,
        EnableRowSecurity,
        DisableRowSecurity,
        ForceRowSecurity,
        NoForceRowSecurity,
        AttachPartition,
        DetachPartition,
        DetachFinalize,
    };
    Kind kind = Kind::Other;
    QString name; // column, constraint, trigger, tablespace, owner, access method
    ColumnDefinition column;
    ConstraintDefinition constraint;
    Expression expression;
    QualifiedName relation; // partition, parent
    QList<Option> options;
    bool isDefaultPartition = false;
    bool concurrently = false;
    bool ifExists = false; // also ADD COLUMN IF NOT EXISTS
    bool cascade = false;
    qsizetype offset = -1; // where its column or constraint begins, -1 where the parser does not tell
};

struct AlterTable {
    QualifiedName name;
    ObjectKind object = ObjectKind::Table;
    bool ifExists = false;
    bool only = false;
    QList<AlterAction> actions;
};

struct CreateIndex {
    QString name; // empty: the server chooses
    QualifiedName table;
    bool unique = false;
    bool concurrently = false;
    bool ifNotExists = false;
    bool only = false;
    bool nullsNotDistinct = false;
    QString method;
    QList<IndexKey> keys;
    QStringList including;
    Expression predicate;
    QList<Option> options;
};

struct Drop {
    ObjectKind object = ObjectKind::Other;
    QList<QualifiedName> names; // of a trigger, rule or policy: the table is in `table`
    QualifiedName table;
    bool ifExists = false;
    bool cascade = false;
    bool concurrently = false;
};

struct Rename {
    ObjectKind object = ObjectKind::Other; // Column, Constraint, Table, EnumValue …
    QualifiedName relation; // the relation, or the object itself
    QString oldName; // of what is inside the relation; empty when the object itself is renamed
    QString newName;
    bool ifExists = false;
};

struct SetSchema {
    ObjectKind object = ObjectKind::Other;
    QualifiedName name;
    QString newSchema;
};

struct ChangeOwner {
    ObjectKind object = ObjectKind::Other;
    QualifiedName name;
    QString owner;
};

struct Comment {
    ObjectKind object = ObjectKind::Other;
    QualifiedName name;
    bool removes = false;
};

struct CreateEnum {
    QualifiedName name;
    QStringList labels;
};

struct AlterEnum {
    QualifiedName name;
    QString oldLabel; // set when a value is renamed
    QString newLabel;
    QString neighbour;
    bool ifNotExists = false;
};

struct CreateDomain {
    QualifiedName name;
    TypeRef base;
    QList<ConstraintDefinition> constraints;
};

struct AlterDomain {
    enum class Kind { SetDefault, DropNotNull, SetNotNull, AddConstraint, DropConstraint, ValidateConstraint };
    Kind kind = Kind::SetDefault;
    QualifiedName name;
    QString constraintName;
    ConstraintDefinition constraint;
    bool cascade = false;
};

struct CreateSequence {
    QualifiedName name;
    bool ifNotExists = false;
    QList<Option> options;
};
struct AlterSequence {
    QualifiedName name;
    QList<Option> options;
};

struct CreateSchema {
    QString name;
    bool ifNotExists = false;
};

struct CreateExtension {
    QString name;
    bool ifNotExists = false;
    bool cascade = false;
};
struct AlterExtension {
    QString name;
    bool update = false;
};

struct CreatePolicy {
    QString name;
    QualifiedName table;
    QString command; // all, select, insert, update, delete
    bool permissive = true;
    bool toPublic = false;
    Expression qualification;
    Expression check;
    bool alters = false; // ALTER POLICY
};

struct CreateTrigger {
    QString name;
    QualifiedName table;
    bool replace = false;
    bool forEachRow = false;
    bool transitionTables = false;
    bool constraint = false;
    QualifiedName function;
};

struct CreateRule {
    QString name;
    QualifiedName table;
    bool replace = false;
};

struct Truncate {
    QList<QualifiedName> tables;
    bool cascade = false;
};

} // namespace corridor::sql
