// SPDX-License-Identifier: MIT
#pragma once

#include "sql/schema_state.h"

namespace corridor {

// Applies one statement after another to a SchemaState.
class SchemaFollower {
public:
    SchemaFollower(SchemaState& state, bool fresh)
        : m_state(state)
        , m_fresh(fresh)
    {
    }
    void follow(const Statement& statement);

private:
    void apply(const sql::CreateTable& table);
    void apply(const sql::CreateTableAs& table);
    void apply(const sql::CreateView& view);
    void apply(const sql::AlterTable& alter);
    void apply(const sql::CreateIndex& index);
    void apply(const sql::Drop& drop);
    void apply(const sql::Rename& rename);
    void apply(const sql::SetSchema& move);
    void apply(const sql::CreateEnum& type);
    void apply(const sql::AlterEnum& alter);
    void apply(const sql::CreateDomain& domain);
    void apply(const sql::AlterDomain& alter);
    void apply(const sql::CreateSequence& sequence);
    void apply(const sql::CreateExtension& extension);
    void apply(const sql::CreateFunction& function);
    void apply(const sql::CreatePolicy& policy);
    void apply(const sql::DataChange& change);
    void apply(const sql::Copy& copy);
    void apply(const sql::Truncate& truncate);
    void apply(const sql::FunctionCall& call);
    template <typename T>
    void apply(const T&)
    {
    }

    void alter(RelationState& relation, const sql::AlterAction& action);
    void alterColumn(RelationState& relation, const sql::AlterAction& action);
    void setOptions(RelationState& relation, const QList<sql::Option>& options);
    void addColumn(RelationState& relation, const sql::ColumnDefinition& column);
    void addConstraint(RelationState& relation, const sql::ConstraintDefinition& constraint, const QString& column);
    void addIndex(RelationState& relation, IndexState index);
    void dropColumn(RelationState& relation, const QString& name);
    void dropConstraint(RelationState& relation, const QString& name);
    void dropIndex(const QualifiedName& name);
    void dropRelation(const QualifiedName& name);
    void renameRelation(const QualifiedName& from, const QualifiedName& to);
    void renameColumn(RelationState& relation, const QString& from, const QString& to);
    void makeHypertable(const sql::FunctionCall& call);
    RelationState& touch(RelationState& relation);
    QualifiedName besides(const RelationState& relation, const QString& name) const
    {
        return { relation.name.schema, name };
    }

    SchemaState& m_state;
    bool m_fresh;
};

} // namespace corridor
