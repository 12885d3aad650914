// SPDX-License-Identifier: MIT
#pragma once

#include "sql/facts.h"

namespace corridor {

// Finds the locks and the work of one statement. Sources: the manual's page of each command, chapter 13.3, and
// AlterTableGetLockLevel of the server; proved by tst_facts on real servers.
class FactFinder {
public:
    FactFinder(StatementFacts& facts, const Statement& statement, int major, const SchemaState& schema)
        : m_facts(facts)
        , m_statement(statement)
        , m_major(major)
        , m_schema(schema)
    {
    }
    void find();

private:
    template <typename T>
    void of(const T&)
    {
    }
    void of(const sql::CreateTable& table);
    void of(const sql::CreateTableAs& table);
    void of(const sql::CreateView& view);
    void of(const sql::CreateIndex& index);
    void of(const sql::Drop& drop);
    void of(const sql::Rename& rename);
    void of(const sql::SetSchema& move);
    void of(const sql::ChangeOwner& change);
    void of(const sql::Comment& comment);
    void of(const sql::AlterDomain& alter);
    void of(const sql::AlterSequence& alter);
    void of(const sql::CreateTrigger& trigger);
    void of(const sql::CreateRule& rule);
    void of(const sql::CreatePolicy& policy);
    void of(const sql::Truncate& truncate);
    void of(const sql::DataChange& change);
    void of(const sql::SelectQuery& query);
    void of(const sql::RefreshView& refresh);
    void of(const sql::Copy& copy);
    void of(const sql::LockTables& lock);
    void of(const sql::Vacuum& vacuum);
    void of(const sql::Cluster& cluster);
    void of(const sql::Reindex& reindex);
    void of(const sql::ServerObject& object);
    void of(const sql::AlterTable& alter);

    // alter_facts.cpp
    void alter(const sql::AlterTable& statement, const sql::AlterAction& action);
    void addColumn(const sql::AlterTable& statement, const sql::AlterAction& action);
    void addConstraint(const QualifiedName& table, const sql::ConstraintDefinition& constraint, const char* page);
    void setType(const sql::AlterTable& statement, const sql::AlterAction& action);
    void remakeForeignKeys(const QualifiedName& table, const QString& column);
    void setNotNull(const sql::AlterTable& statement, const sql::AlterAction& action);
    void dropConstraint(const sql::AlterTable& statement, const sql::AlterAction& action);
    void attachPartition(const sql::AlterTable& statement, const sql::AlterAction& action);
    void setOptions(const sql::AlterTable& statement, const sql::AlterAction& action);

    void dropRelation(const QualifiedName& name, bool cascade);
    void dropIndex(const QualifiedName& name, bool concurrently);
    void reads();
    // Notes a lock; a relation that is noted already keeps the stronger lock and the heavier work.
    RelationFact& lock(const QualifiedName& relation, LockMode mode, const char* page, TableWork work = TableWork::None,
        const QString& reason = {});
    // The same on its partitions, inheritors and chunks.
    void lockChildren(const QualifiedName& relation, LockMode mode, const char* page, TableWork work);

    StatementFacts& m_facts;
    const Statement& m_statement;
    int m_major;
    const SchemaState& m_schema;
};

} // namespace corridor
