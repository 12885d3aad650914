// SPDX-License-Identifier: MIT
#include "sql/fact_finder.h"

#include <algorithm>

namespace corridor {

using sql::ObjectKind;
using sql::Touch;

void FactFinder::find()
{
    std::visit([this](const auto& detail) { of(detail); }, m_statement.detail);
    for (const sql::DataChange& change : m_statement.changes)
        of(change);
    for (const sql::FunctionCall& call : m_statement.calls)
        m_facts.destroysData = m_facts.destroysData || call.name.name == "drop_chunks";
    m_facts.destroysData = m_facts.destroysData || m_statement.kind == StatementKind::DropOwned;
}

RelationFact& FactFinder::lock(
    const QualifiedName& relation, LockMode mode, const char* page, TableWork work, const QString& reason)
{
    auto found = std::ranges::find(m_facts.relations, relation, &RelationFact::relation);
    if (found == m_facts.relations.end()) {
        m_facts.relations << RelationFact { relation, mode, work, true, false, reason, QLatin1StringView(page) };
        return m_facts.relations.last();
    }
    if (mode > found->lock || work > found->work) {
        found->source = QLatin1StringView(page);
        found->reason = reason.isEmpty() ? found->reason : reason;
    }
    found->lock = std::max(found->lock, mode);
    found->work = std::max(found->work, work);
    return *found;
}

void FactFinder::lockChildren(const QualifiedName& relation, LockMode mode, const char* page, TableWork work)
{
    const RelationState* known = m_schema.relation(relation);
    if (!known)
        return;
    for (const QualifiedName& child : known->children) {
        if (m_facts.find(child) && m_facts.find(child)->lock >= mode)
            continue;
        lock(child, mode, page, work, "it is a partition or child of " + relation.text());
        lockChildren(child, mode, page, work);
    }
}

// What the statement only reads.
void FactFinder::reads()
{
    for (const sql::TouchedRelation& touched : m_statement.relations) {
        if (touched.touch == Touch::Read)
            lock(touched.name, LockMode::AccessShare, "explicit-locking.html");
        else if (touched.touch == Touch::Lock)
            lock(touched.name, LockMode::RowShare, "explicit-locking.html");
    }
}

void FactFinder::of(const sql::SelectQuery&)
{
    reads();
}
void FactFinder::of(const sql::CreateTableAs&)
{
    reads();
}

void FactFinder::of(const sql::CreateView& view)
{
    const RelationState* before = m_schema.relation(view.name);
    if (view.replace && (before || !m_schema.isComplete()))
        lock(view.name, LockMode::AccessExclusive, "sql-createview.html").certain = before != nullptr;
    reads();
}

void FactFinder::of(const sql::CreateTable& table)
{
    static constexpr const char* page = "sql-createtable.html";
    const auto reference = [&](const sql::ConstraintDefinition& constraint) {
        if (constraint.kind == sql::ConstraintDefinition::Kind::ForeignKey
            && !m_schema.same(constraint.references, table.name))
            lock(constraint.references, LockMode::ShareRowExclusive, page, TableWork::None,
                "a foreign key adds triggers to the table that it references");
    };
    for (const sql::ColumnDefinition& column : table.columns)
        std::ranges::for_each(column.constraints, reference);
    std::ranges::for_each(table.constraints, reference);
    for (const QualifiedName& source : table.like)
        lock(source, LockMode::AccessShare, page);
    for (const QualifiedName& parent : table.inherits) {
        lock(parent, table.isPartition ? LockMode::AccessExclusive : LockMode::ShareUpdateExclusive, page);
        const RelationState* known = m_schema.relation(parent);
        if (table.isPartition && known && !known->defaultPartition.isEmpty())
            lock(known->defaultPartition, LockMode::AccessExclusive, page, TableWork::Scan,
                "no row of the DEFAULT partition may belong into the new one");
    }
}

void FactFinder::of(const sql::CreateIndex& index)
{
    const LockMode mode = index.concurrently ? LockMode::ShareUpdateExclusive : LockMode::Share;
    lock(index.table, mode, "sql-createindex.html", TableWork::IndexBuild);
    if (!index.only)
        lockChildren(index.table, mode, "sql-createindex.html", TableWork::IndexBuild);
}

void FactFinder::dropIndex(const QualifiedName& name, bool concurrently)
{
    const LockMode mode = concurrently ? LockMode::ShareUpdateExclusive : LockMode::AccessExclusive;
    lock(name, mode, "sql-dropindex.html").index = true;
    if (const RelationState* owner = m_schema.relationOfIndex(name))
        lock(owner->name, mode, "sql-dropindex.html");
}

void FactFinder::dropRelation(const QualifiedName& name, bool cascade)
{
    static constexpr const char* page = "sql-droptable.html";
    lock(name, LockMode::AccessExclusive, page);
    lockChildren(name, LockMode::AccessExclusive, page, TableWork::None);
    const RelationState* known = m_schema.relation(name);
    if (!known)
        return;
    for (const ConstraintState& constraint : known->constraints) {
        if (constraint.kind == sql::ConstraintDefinition::Kind::ForeignKey)
            lock(constraint.references, LockMode::AccessExclusive, page, TableWork::None,
                "the foreign key that goes has triggers on it");
    }
    if (!known->parent.isEmpty()) {
        lock(known->parent, LockMode::AccessExclusive, page, TableWork::None, "it is the parent of the partition");
        const RelationState* parent = m_schema.relation(known->parent);
        if (parent && !parent->defaultPartition.isEmpty())
            lock(parent->defaultPartition, LockMode::AccessExclusive, page, TableWork::None, "its bounds change");
    }
    if (!cascade)
        return;
    for (const RelationState* other : m_schema.referencing(name))
        lock(other->name, LockMode::AccessExclusive, page, TableWork::None, "CASCADE drops its foreign key");
    for (const RelationState* view : m_schema.viewsOver(name))
        lock(view->name, LockMode::AccessExclusive, page, TableWork::None, "CASCADE drops the view");
}

void FactFinder::of(const sql::Drop& drop)
{
    for (const QualifiedName& name : drop.names) {
        switch (drop.object) {
        case ObjectKind::Table:
            m_facts.destroysData = true;
            dropRelation(name, drop.cascade);
            break;
        case ObjectKind::MaterializedView:
        case ObjectKind::View:
        case ObjectKind::ForeignTable:
        case ObjectKind::Sequence:
            dropRelation(name, drop.cascade);
            break;
        case ObjectKind::Index:
            dropIndex(name, drop.concurrently);
            break;
        case ObjectKind::Trigger:
            lock(drop.table, LockMode::AccessExclusive, "sql-droptrigger.html");
            break;
        case ObjectKind::Rule:
            lock(drop.table, LockMode::AccessExclusive, "sql-droprule.html");
            break;
        case ObjectKind::Policy:
            lock(drop.table, LockMode::AccessExclusive, "sql-droppolicy.html");
            break;
        case ObjectKind::Schema:
            m_facts.destroysData = m_facts.destroysData || drop.cascade;
            break;
        case ObjectKind::Type:
        case ObjectKind::Domain:
            for (const RelationState* user :
                drop.cascade ? m_schema.relationsUsing(name) : QList<const RelationState*>())
                lock(user->name, LockMode::AccessExclusive, "sql-droptype.html", TableWork::None,
                    "CASCADE drops its columns of the type");
            m_facts.destroysData = m_facts.destroysData || drop.cascade;
            break;
        case ObjectKind::Extension:
            m_facts.destroysData = m_facts.destroysData || drop.cascade;
            break;
        default:
            break;
        }
    }
}

void FactFinder::of(const sql::Rename& rename)
{
    switch (rename.object) {
    case ObjectKind::Index:
        // ALTER INDEX since 12; ALTER TABLE … RENAME of an index is the same.
        lock(rename.relation, LockMode::ShareUpdateExclusive, "sql-alterindex.html").index = true;
        break;
    case ObjectKind::Table:
    case ObjectKind::View:
    case ObjectKind::MaterializedView:
    case ObjectKind::Sequence:
    case ObjectKind::ForeignTable:
        lock(rename.relation, LockMode::AccessExclusive, "sql-altertable.html");
        break;
    case ObjectKind::Column:
        lock(rename.relation, LockMode::AccessExclusive, "sql-altertable.html");
        lockChildren(rename.relation, LockMode::AccessExclusive, "sql-altertable.html", TableWork::None);
        break;
    case ObjectKind::Constraint:
    case ObjectKind::Trigger:
    case ObjectKind::Rule:
    case ObjectKind::Policy:
        lock(rename.relation, LockMode::AccessExclusive, "sql-altertable.html");
        break;
    default:
        break;
    }
}

static bool isRelationKind(ObjectKind object)
{
    return object == ObjectKind::Table || object == ObjectKind::View || object == ObjectKind::MaterializedView
        || object == ObjectKind::Sequence || object == ObjectKind::ForeignTable;
}

void FactFinder::of(const sql::SetSchema& move)
{
    if (isRelationKind(move.object))
        lock(move.name, LockMode::AccessExclusive, "sql-altertable.html");
}

void FactFinder::of(const sql::ChangeOwner& change)
{
    if (isRelationKind(change.object))
        lock(change.name, LockMode::AccessExclusive, "sql-altertable.html");
}

void FactFinder::of(const sql::Comment& comment)
{
    if (isRelationKind(comment.object))
        lock(comment.name, LockMode::ShareUpdateExclusive, "sql-comment.html");
    else if (comment.object == ObjectKind::Column || comment.object == ObjectKind::Constraint)
        lock({ {}, comment.name.schema }, LockMode::ShareUpdateExclusive, "sql-comment.html");
}

void FactFinder::of(const sql::AlterDomain& alter)
{
    using Kind = sql::AlterDomain::Kind;
    const bool checks = (alter.kind == Kind::AddConstraint && !alter.constraint.notValid)
        || alter.kind == Kind::ValidateConstraint || alter.kind == Kind::SetNotNull;
    for (const RelationState* user : checks ? m_schema.relationsUsing(alter.name) : QList<const RelationState*>())
        lock(user->name, LockMode::Share, "sql-alterdomain.html", TableWork::Scan, "it has a column of the domain");
}

void FactFinder::of(const sql::AlterSequence& alter)
{
    lock(alter.name, LockMode::ShareRowExclusive, "sql-altersequence.html");
}

void FactFinder::of(const sql::CreateTrigger& trigger)
{
    lock(trigger.table, LockMode::ShareRowExclusive, "sql-createtrigger.html");
}

void FactFinder::of(const sql::CreateRule& rule)
{
    lock(rule.table, LockMode::AccessExclusive, "sql-createrule.html");
}

void FactFinder::of(const sql::CreatePolicy& policy)
{
    lock(policy.table, LockMode::AccessExclusive, "sql-createpolicy.html");
}

void FactFinder::of(const sql::Truncate& truncate)
{
    m_facts.destroysData = true;
    QList<QualifiedName> pending = truncate.tables;
    while (!pending.isEmpty()) {
        const QualifiedName name = pending.takeFirst();
        if (m_facts.find(name))
            continue;
        lock(name, LockMode::AccessExclusive, "sql-truncate.html", TableWork::Rewrite);
        lockChildren(name, LockMode::AccessExclusive, "sql-truncate.html", TableWork::Rewrite);
        for (const RelationState* other : truncate.cascade ? m_schema.referencing(name) : QList<const RelationState*>())
            pending << other->name;
    }
}

void FactFinder::of(const sql::DataChange& change)
{
    lock(change.table, LockMode::RowExclusive, "explicit-locking.html");
    m_facts.destroysData = m_facts.destroysData || change.kind == sql::DataChange::Kind::Delete;
    reads();
}

void FactFinder::of(const sql::RefreshView& refresh)
{
    lock(refresh.name, refresh.concurrently ? LockMode::Exclusive : LockMode::AccessExclusive,
        "sql-refreshmaterializedview.html", refresh.concurrently ? TableWork::Scan : TableWork::Rewrite);
    if (const RelationState* view = m_schema.relation(refresh.name); view && refresh.withData) {
        for (const QualifiedName& source : view->sources)
            lock(source, LockMode::AccessShare, "sql-refreshmaterializedview.html");
    }
}

void FactFinder::of(const sql::Copy& copy)
{
    if (copy.from)
        lock(copy.table, LockMode::RowExclusive, "sql-copy.html");
    reads();
}

void FactFinder::of(const sql::LockTables& statement)
{
    for (const QualifiedName& table : statement.tables) {
        lock(table, static_cast<LockMode>(statement.mode), "sql-lock.html");
        lockChildren(table, static_cast<LockMode>(statement.mode), "sql-lock.html", TableWork::None);
    }
}

void FactFinder::of(const sql::Vacuum& vacuum)
{
    for (const QualifiedName& table : vacuum.tables) {
        if (vacuum.full)
            lock(table, LockMode::AccessExclusive, "sql-vacuum.html", TableWork::Rewrite);
        else
            lock(table, LockMode::ShareUpdateExclusive, vacuum.analyzeOnly ? "sql-analyze.html" : "sql-vacuum.html");
    }
}

void FactFinder::of(const sql::Cluster& cluster)
{
    if (!cluster.table.isEmpty())
        lock(cluster.table, LockMode::AccessExclusive, "sql-cluster.html", TableWork::Rewrite);
}

void FactFinder::of(const sql::Reindex& reindex)
{
    static constexpr const char* page = "sql-reindex.html";
    const LockMode table = reindex.concurrently ? LockMode::ShareUpdateExclusive : LockMode::Share;
    const LockMode index = reindex.concurrently ? LockMode::ShareUpdateExclusive : LockMode::AccessExclusive;
    if (reindex.object == ObjectKind::Index) {
        lock(reindex.name, index, page, reindex.concurrently ? TableWork::None : TableWork::Rewrite).index = true;
        if (const RelationState* owner = m_schema.relationOfIndex(reindex.name))
            lock(owner->name, table, page, TableWork::IndexBuild);
    } else if (reindex.object == ObjectKind::Table) {
        lock(reindex.name, table, page, TableWork::IndexBuild);
        const RelationState* known = m_schema.relation(reindex.name);
        for (const IndexState& item : known ? known->indexes : QList<IndexState>())
            lock({ reindex.name.schema, item.name }, index, page).index = true;
    }
}

void FactFinder::of(const sql::ServerObject& object)
{
    m_facts.destroysData = m_facts.destroysData
        || (object.verb == sql::ServerObject::Verb::Drop && object.object == ObjectKind::Database);
}

} // namespace corridor
