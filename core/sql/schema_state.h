// SPDX-License-Identifier: MIT
#pragma once

#include "sql/statement.h"

#include <QHash>
#include <optional>

namespace corridor {

struct ColumnState {
    QString name;
    sql::TypeRef type;
    bool notNull = false;
    bool hasDefault = false;
    bool generates = false; // serial or identity: a sequence gives its values
    bool fresh = false; // added by a script that has not run yet: no value in it, no running program knows it
};

struct IndexState {
    QString name;
    QStringList columns; // empty names stand for expressions
    bool unique = false;
    bool valid = true;
    bool constraint = false; // belongs to a primary key, unique or exclusion constraint
    bool partial = false;
    bool plain = true; // btree over columns alone, in default order and operator classes, nothing included
    bool fresh = false;
};

struct ConstraintState {
    QString name;
    sql::ConstraintDefinition::Kind kind = sql::ConstraintDefinition::Kind::Check;
    QStringList columns;
    QualifiedName references;
    QStringList referencedColumns;
    bool validated = true;
    bool fresh = false;
    QStringList provesNotNull; // of a CHECK
    char onDelete = 'a';
};

// A relation as far as it is known. Numbers are unset where nobody measured or assumed them.
struct RelationState {
    enum class Kind { Table, PartitionedTable, ForeignTable, View, MaterializedView, ContinuousAggregate, Sequence };
    QualifiedName name;
    Kind kind = Kind::Table;
    bool temporary = false;
    bool complete = false; // every column, index and constraint is known
    bool fresh = false; // made by a script that has not run yet
    bool filled = false; // of a fresh one: rows were put into it
    std::optional<qint64> rows;
    std::optional<qint64> bytes; // with indexes and TOAST
    std::optional<qint64> writesPerHour;
    QList<ColumnState> columns;
    QList<IndexState> indexes;
    QList<ConstraintState> constraints;
    QList<QualifiedName> children; // partitions and inheritors
    QualifiedName parent; // the partitioned table, when it is a partition
    QualifiedName defaultPartition; // of a partitioned table
    QStringList partitionColumns;
    bool hypertable = false;
    QStringList dimensions; // of a hypertable
    bool columnstore = false; // compression is enabled
    QStringList segmentBy, orderBy;
    bool rowSecurity = false;
    int policies = 0;
    QList<QualifiedName> sources; // of a view
    QStringList outputs; // of a view: its columns in order

    bool isView() const
    {
        return kind == Kind::View || kind == Kind::MaterializedView || kind == Kind::ContinuousAggregate;
    }
    // Nobody reads or writes it and it holds nothing: locks on it harm nobody.
    bool isIdle() const { return temporary || fresh; }
    bool isEmpty() const { return (fresh && !filled) || rows == 0; }
    const ColumnState* column(const QString& name) const;
    ColumnState* column(const QString& name);
    const IndexState* index(const QString& name) const;
    const ConstraintState* constraint(const QString& name) const;
    const ConstraintState* primaryKey() const;
    // NOT NULL, primary key, or a validated CHECK says so.
    bool isProvenNotNull(const QString& column) const;
    bool hasUniqueIndexOn(const QStringList& columns) const;
};

struct TypeState {
    enum class Kind { Enum, Domain, Other };
    QualifiedName name;
    Kind kind = Kind::Other;
    QStringList labels;
    sql::TypeRef base; // of a domain
    bool constrained = false; // a domain with CHECK or NOT NULL
    bool fresh = false;
};

struct FunctionState {
    QualifiedName name;
    bool procedure = false;
    char volatility = 'v';
    QString language;
    bool securityDefiner = false;
    bool mayCommit = false; // its body holds COMMIT or ROLLBACK
    bool fresh = false;
};

// What is known of a database's schema: read from its catalog, or rebuilt by following scripts. A value.
// Names without a schema and names in the default schema are the same.
class SchemaState {
public:
    explicit SchemaState(QString defaultSchema = QStringLiteral("public"))
        : m_defaultSchema(std::move(defaultSchema))
    {
    }

    // Applies what a statement would do. What is unknown stays unknown; nothing is ever an error.
    // `fresh` says that the statement has not run yet.
    void follow(const Statement& statement, bool fresh);
    // What was fresh is now in use: the scripts that made it have run.
    void settle();

    const RelationState* relation(const QualifiedName& name) const;
    // The relation that owns an index, and the index; nullptr where it is unknown.
    const RelationState* relationOfIndex(const QualifiedName& index) const;
    const TypeState* type(const QualifiedName& name) const;
    const FunctionState* function(const QualifiedName& name) const;
    // Relations with a foreign key to `name`.
    QList<const RelationState*> referencing(const QualifiedName& name) const;
    // Relations with a column of type `name`.
    QList<const RelationState*> relationsUsing(const QualifiedName& type) const;
    QList<const RelationState*> viewsOver(const QualifiedName& name) const;
    bool hasExtension(const QString& name) const { return m_extensions.contains(name); }
    // Every relation of the database is known: what is not here does not exist.
    bool isComplete() const { return m_complete; }
    void setComplete(bool complete) { m_complete = complete; }

    // For readers of a catalog.
    RelationState& add(const RelationState& relation);
    void add(const TypeState& type) { m_types.insert(key(type.name), type); }
    void add(const FunctionState& function) { m_functions.insert(key(function.name), function); }
    void addExtension(const QString& name) { m_extensions << name; }
    QList<QualifiedName> relationNames() const { return m_relations.keys(); }
    bool same(const QualifiedName& one, const QualifiedName& other) const { return key(one) == key(other); }

private:
    friend class SchemaFollower;
    QualifiedName key(const QualifiedName& name) const
    {
        return name.schema == m_defaultSchema ? QualifiedName { {}, name.name } : name;
    }
    RelationState* find(const QualifiedName& name);

    QString m_defaultSchema;
    bool m_complete = false;
    QHash<QualifiedName, RelationState> m_relations;
    QHash<QualifiedName, TypeState> m_types;
    QHash<QualifiedName, FunctionState> m_functions;
    QHash<QualifiedName, QualifiedName> m_indexOwners;
    QList<QualifiedName> m_touchedFresh; // relations that settle() must look at
    QStringList m_extensions;
};

} // namespace corridor
