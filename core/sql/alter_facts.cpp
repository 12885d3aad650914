// SPDX-License-Identifier: MIT
#include "sql/fact_finder.h"

#include "sql/type_change.h"
#include "sql/volatility.h"

#include <QSet>
#include <algorithm>

namespace corridor {

using Kind = sql::AlterAction::Kind;
using ConstraintKind = sql::ConstraintDefinition::Kind;

static constexpr const char* page = "sql-altertable.html";

// Storage parameters that SHARE UPDATE EXCLUSIVE is enough for (manual, ALTER TABLE … SET).
static LockMode optionLock(const QList<sql::Option>& options)
{
    static const QSet<QString> gentle { "fillfactor", "toast_tuple_target", "parallel_workers",
        "log_autovacuum_min_duration", "vacuum_index_cleanup", "vacuum_truncate", "n_distinct", "n_distinct_inherited",
        "deduplicate_items", "gin_pending_list_limit", "pages_per_range", "autosummarize", "buffering", "fastupdate" };
    const bool all = std::ranges::all_of(options, [](const sql::Option& option) {
        return gentle.contains(option.name) || option.name.startsWith("autovacuum_");
    });
    return all ? LockMode::ShareUpdateExclusive : LockMode::AccessExclusive;
}

// The lock of an action by itself, without looking at what it adds. Source: AlterTableGetLockLevel.
static LockMode actionLock(const sql::AlterAction& action, int major)
{
    switch (action.kind) {
    case Kind::SetStatistics:
    case Kind::SetColumnOptions:
    case Kind::ClusterOn:
    case Kind::SetWithoutCluster:
    case Kind::ValidateConstraint:
    case Kind::DetachFinalize:
        return LockMode::ShareUpdateExclusive;
    case Kind::AttachPartition:
        return major >= 12 ? LockMode::ShareUpdateExclusive : LockMode::AccessExclusive;
    case Kind::EnableTrigger:
    case Kind::DisableTrigger:
        return LockMode::ShareRowExclusive;
    case Kind::DetachPartition:
        return action.concurrently ? LockMode::ShareUpdateExclusive : LockMode::AccessExclusive;
    case Kind::SetOptions:
    case Kind::ResetOptions:
        return optionLock(action.options);
    case Kind::AddConstraint:
        return action.constraint.kind == ConstraintKind::ForeignKey ? LockMode::ShareRowExclusive
                                                                    : LockMode::AccessExclusive;
    default:
        return LockMode::AccessExclusive;
    }
}

void FactFinder::of(const sql::AlterTable& statement)
{
    if (statement.object == sql::ObjectKind::Index) {
        for (const sql::AlterAction& action : statement.actions) {
            const bool attaches = action.kind == Kind::AttachPartition;
            const LockMode mode = attaches ? LockMode::ShareUpdateExclusive : actionLock(action, m_major);
            lock(statement.name, mode, "sql-alterindex.html").index = true;
        }
        return;
    }
    if (statement.object == sql::ObjectKind::Type)
        return;
    for (const sql::AlterAction& action : statement.actions)
        alter(statement, action);
}

void FactFinder::alter(const sql::AlterTable& statement, const sql::AlterAction& action)
{
    const LockMode mode = actionLock(action, m_major);
    lock(statement.name, mode, page);
    const bool own = action.kind == Kind::AttachPartition || action.kind == Kind::DetachPartition
        || action.kind == Kind::ChangeOwner || action.kind == Kind::SetOptions || action.kind == Kind::ResetOptions
        || action.kind == Kind::ReplicaIdentity;
    if (!statement.only && !own)
        lockChildren(statement.name, mode, page, TableWork::None);
    switch (action.kind) {
    case Kind::AddColumn:
        addColumn(statement, action);
        break;
    case Kind::DropColumn:
        m_facts.destroysData = true;
        break;
    case Kind::SetType:
        setType(statement, action);
        break;
    case Kind::SetNotNull:
        setNotNull(statement, action);
        break;
    case Kind::AddConstraint:
        addConstraint(statement.name, action.constraint, page);
        break;
    case Kind::ValidateConstraint:
        dropConstraint(statement, action);
        lock(statement.name, mode, page, TableWork::Scan);
        break;
    case Kind::DropConstraint:
        dropConstraint(statement, action);
        break;
    case Kind::SetLogged:
    case Kind::SetUnlogged:
        lock(statement.name, mode, page, TableWork::Rewrite, "the whole table is written anew");
        break;
    case Kind::SetAccessMethod:
    case Kind::SetTablespace:
        lock(statement.name, mode, page, TableWork::Rewrite, "the whole table is copied").certain = false;
        break;
    case Kind::SetExpression:
        lock(statement.name, mode, page, TableWork::Rewrite, "every stored value is computed anew");
        break;
    case Kind::AttachPartition:
        attachPartition(statement, action);
        break;
    case Kind::DetachPartition:
        lock(action.relation, mode, page);
        if (const RelationState* parent = m_schema.relation(statement.name);
            parent && !parent->defaultPartition.isEmpty())
            lock(parent->defaultPartition, LockMode::AccessExclusive, page, TableWork::None, "its bounds change");
        break;
    case Kind::Inherit:
    case Kind::NoInherit:
        lock(action.relation, LockMode::ShareUpdateExclusive, page);
        break;
    default:
        break;
    }
}

// Whether computing the new column's value forces a rewrite; PostgreSQL 11 and later.
void FactFinder::addColumn(const sql::AlterTable& statement, const sql::AlterAction& action)
{
    const sql::ColumnDefinition& column = action.column;
    const QualifiedName& table = statement.name;
    const auto rewrite = [&](const QString& reason, bool certain = true) {
        RelationFact& fact = lock(table, LockMode::AccessExclusive, page, TableWork::Rewrite, reason);
        fact.certain = fact.certain && certain;
        lockChildren(table, LockMode::AccessExclusive, page, TableWork::Rewrite);
    };
    if (column.type.isSerial() || column.has(ConstraintKind::Identity))
        rewrite("each row gets its own number from a sequence");
    if (const auto* generated = column.find(ConstraintKind::Generated); generated)
        rewrite("the generated value is computed for every row");
    const auto* value = column.find(ConstraintKind::Default);
    if (value) {
        const Volatility volatility = volatilityOf(value->expression, m_schema);
        if (volatility != Volatility::NotVolatile)
            rewrite(volatileFunction(value->expression, m_schema) + "() gives every row its own value",
                volatility == Volatility::Volatile);
    }
    const TypeState* type = m_schema.type(column.type.name);
    if (type && type->kind == TypeState::Kind::Domain && type->constrained && !column.type.array)
        rewrite("the domain's constraint is checked by writing every row");
    for (const sql::ConstraintDefinition& constraint : column.constraints) {
        sql::ConstraintDefinition placed = constraint;
        if (placed.kind == ConstraintKind::ForeignKey
            && !(value && value->expression.kind != sql::Expression::Kind::Null))
            placed.notValid = true; // a column of nulls needs no check
        addConstraint(table, placed, page);
    }
}

void FactFinder::addConstraint(
    const QualifiedName& table, const sql::ConstraintDefinition& constraint, const char* manual)
{
    const TableWork scan = constraint.notValid ? TableWork::None : TableWork::Scan;
    switch (constraint.kind) {
    case ConstraintKind::Check:
        lock(table, LockMode::AccessExclusive, manual, scan, "every row is checked");
        lockChildren(table, LockMode::AccessExclusive, manual, scan);
        break;
    case ConstraintKind::ForeignKey:
        lock(table, LockMode::ShareRowExclusive, manual, scan, "every row is looked up");
        lock(constraint.references, LockMode::ShareRowExclusive, manual, scan,
            "a foreign key adds triggers to the table that it references");
        break;
    case ConstraintKind::Exclusion:
        lock(table, LockMode::AccessExclusive, manual, TableWork::IndexBuild);
        break;
    case ConstraintKind::PrimaryKey:
    case ConstraintKind::Unique: {
        const RelationState* known = m_schema.relation(table);
        const bool hasIndex = !constraint.usingIndex.isEmpty();
        TableWork work = hasIndex ? TableWork::None : TableWork::IndexBuild;
        if (hasIndex && constraint.kind == ConstraintKind::PrimaryKey) {
            const IndexState* index = known ? known->index(constraint.usingIndex) : nullptr;
            const bool proven = index && std::ranges::all_of(index->columns, [&](const QString& name) {
                return known->isProvenNotNull(name);
            });
            work = proven ? TableWork::None : TableWork::Scan;
            RelationFact& fact = lock(table, LockMode::AccessExclusive, manual, work,
                proven ? QString() : "its columns become NOT NULL, which is checked on every row");
            fact.certain = fact.certain && index;
            break;
        }
        lock(table, LockMode::AccessExclusive, manual, work);
        break;
    }
    default:
        break;
    }
}

void FactFinder::setType(const sql::AlterTable& statement, const sql::AlterAction& action)
{
    const RelationState* known = m_schema.relation(statement.name);
    const ColumnState* column = known ? known->column(action.name) : nullptr;
    const TypeChange change = typeChange(
        column ? column->type : sql::TypeRef(), action.column.type, action.expression, action.name, m_schema);
    TableWork work = TableWork::None;
    if (change.cost == TypeChange::Cost::Rewrite)
        work = TableWork::Rewrite;
    else if (change.cost == TypeChange::Cost::Scan)
        work = TableWork::Scan;
    else if (change.cost == TypeChange::Cost::IndexRebuild)
        work = std::ranges::any_of(known ? known->indexes : QList<IndexState>(),
                   [&](const IndexState& index) { return index.columns.contains(action.name); })
            ? TableWork::IndexBuild
            : TableWork::None;
    RelationFact& fact = lock(statement.name, LockMode::AccessExclusive, page, work, change.reason);
    fact.certain = fact.certain && change.certain;
    lockChildren(statement.name, LockMode::AccessExclusive, page, work);
    remakeForeignKeys(statement.name, action.name);
}

// Foreign keys of the column, and those that refer to it, are dropped and made anew.
void FactFinder::remakeForeignKeys(const QualifiedName& table, const QString& column)
{
    const RelationState* known = m_schema.relation(table);
    for (const ConstraintState& constraint : known ? known->constraints : QList<ConstraintState>())
        if (constraint.kind == ConstraintKind::ForeignKey && constraint.columns.contains(column))
            lock(constraint.references, LockMode::AccessExclusive, page, TableWork::None, "the foreign key to it is made anew");
    for (const RelationState* other : m_schema.referencing(table))
        for (const ConstraintState& constraint : other->constraints)
            if (constraint.kind == ConstraintKind::ForeignKey && m_schema.relation(constraint.references) == known
                && constraint.referencedColumns.contains(column))
                lock(other->name, LockMode::AccessExclusive, page, TableWork::None, "its foreign key is made anew");
}

void FactFinder::setNotNull(const sql::AlterTable& statement, const sql::AlterAction& action)
{
    const RelationState* known = m_schema.relation(statement.name);
    if (m_major >= 12 && known && known->isProvenNotNull(action.name))
        return;
    lock(statement.name, LockMode::AccessExclusive, page, TableWork::Scan, "every row is checked for null");
    lockChildren(statement.name, LockMode::AccessExclusive, page, TableWork::Scan);
}

// DROP and VALIDATE of a foreign key reach the other table too.
void FactFinder::dropConstraint(const sql::AlterTable& statement, const sql::AlterAction& action)
{
    const RelationState* known = m_schema.relation(statement.name);
    const ConstraintState* constraint = known ? known->constraint(action.name) : nullptr;
    if (!constraint)
        return;
    const bool drops = action.kind == Kind::DropConstraint;
    if (constraint->kind == ConstraintKind::ForeignKey)
        lock(constraint->references, drops ? LockMode::AccessExclusive : LockMode::RowShare, page, TableWork::None,
            drops ? "the foreign key that goes has triggers on it" : QString());
    const bool key = constraint->kind == ConstraintKind::PrimaryKey || constraint->kind == ConstraintKind::Unique;
    if (!drops || !action.cascade || !key)
        return;
    for (const RelationState* other : m_schema.referencing(statement.name))
        lock(other->name, LockMode::AccessExclusive, page, TableWork::None, "CASCADE drops its foreign key");
}

void FactFinder::attachPartition(const sql::AlterTable& statement, const sql::AlterAction& action)
{
    const RelationState* child = m_schema.relation(action.relation);
    const bool proven = child && std::ranges::any_of(child->constraints, [](const ConstraintState& constraint) {
        return constraint.kind == ConstraintKind::Check && constraint.validated;
    });
    lock(action.relation, LockMode::AccessExclusive, page, TableWork::Scan, "every row is checked against the bounds")
        .certain
        = !proven;
    const RelationState* parent = m_schema.relation(statement.name);
    if (parent && !parent->defaultPartition.isEmpty() && !action.isDefaultPartition)
        lock(parent->defaultPartition, LockMode::AccessExclusive, page, TableWork::Scan,
            "no row of the DEFAULT partition may belong into the new one");
}

} // namespace corridor
