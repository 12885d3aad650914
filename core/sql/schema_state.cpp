// SPDX-License-Identifier: MIT
#include "sql/schema_state.h"

#include "sql/schema_follower.h"

#include <algorithm>

namespace corridor {

static const auto* findNamed(const auto& list, const QString& name)
{
    const auto found = std::ranges::find(list, name, [](const auto& item) { return item.name; });
    return found == list.end() ? nullptr : &*found;
}

const ColumnState* RelationState::column(const QString& wanted) const
{
    return findNamed(columns, wanted);
}
const IndexState* RelationState::index(const QString& wanted) const
{
    return findNamed(indexes, wanted);
}
const ConstraintState* RelationState::constraint(const QString& wanted) const
{
    return findNamed(constraints, wanted);
}

ColumnState* RelationState::column(const QString& wanted)
{
    return const_cast<ColumnState*>(std::as_const(*this).column(wanted));
}

const ConstraintState* RelationState::primaryKey() const
{
    const auto found = std::ranges::find(
        constraints, sql::ConstraintDefinition::Kind::PrimaryKey, [](const auto& item) { return item.kind; });
    return found == constraints.end() ? nullptr : &*found;
}

bool RelationState::isProvenNotNull(const QString& wanted) const
{
    if (const ColumnState* known = column(wanted); known && known->notNull)
        return true;
    return std::ranges::any_of(constraints, [&](const ConstraintState& item) {
        return (item.kind == sql::ConstraintDefinition::Kind::PrimaryKey && item.columns.contains(wanted))
            || (item.validated && item.provesNotNull.contains(wanted));
    });
}

bool RelationState::hasUniqueIndexOn(const QStringList& wanted) const
{
    const auto sameSet = [&](const QStringList& keys) {
        return keys.size() == wanted.size()
            && std::ranges::all_of(wanted, [&](const QString& key) { return keys.contains(key); });
    };
    return std::ranges::any_of(indexes,
        [&](const IndexState& item) { return item.unique && item.valid && !item.partial && sameSet(item.columns); });
}

void SchemaState::follow(const Statement& statement, bool fresh)
{
    SchemaFollower(*this, fresh).follow(statement);
}

void SchemaState::settle()
{
    for (const QualifiedName& name : std::as_const(m_touchedFresh)) {
        RelationState* relation = find(name);
        if (!relation)
            continue;
        relation->fresh = false;
        relation->filled = false;
        for (ColumnState& column : relation->columns)
            column.fresh = false;
        for (IndexState& index : relation->indexes)
            index.fresh = false;
        for (ConstraintState& constraint : relation->constraints)
            constraint.fresh = false;
    }
    m_touchedFresh.clear();
    for (TypeState& type : m_types)
        type.fresh = false;
    for (FunctionState& function : m_functions)
        function.fresh = false;
}

RelationState* SchemaState::find(const QualifiedName& name)
{
    const auto found = m_relations.find(key(name));
    return found == m_relations.end() ? nullptr : &*found;
}

const RelationState* SchemaState::relation(const QualifiedName& name) const
{
    const auto found = m_relations.constFind(key(name));
    return found == m_relations.constEnd() ? nullptr : &*found;
}

const RelationState* SchemaState::relationOfIndex(const QualifiedName& index) const
{
    const auto found = m_indexOwners.constFind(key(index));
    return found == m_indexOwners.constEnd() ? nullptr : relation(*found);
}

const TypeState* SchemaState::type(const QualifiedName& name) const
{
    const auto found = m_types.constFind(key(name));
    return found == m_types.constEnd() ? nullptr : &*found;
}

const FunctionState* SchemaState::function(const QualifiedName& name) const
{
    const auto found = m_functions.constFind(key(name));
    return found == m_functions.constEnd() ? nullptr : &*found;
}

static QList<const RelationState*> relationsWhere(const auto& relations, auto test)
{
    QList<const RelationState*> found;
    for (const RelationState& relation : relations) {
        if (test(relation))
            found << &relation;
    }
    std::ranges::sort(found, {}, [](const RelationState* relation) { return relation->name.text(); });
    return found;
}

QList<const RelationState*> SchemaState::referencing(const QualifiedName& name) const
{
    return relationsWhere(m_relations, [&](const RelationState& relation) {
        return std::ranges::any_of(relation.constraints, [&](const ConstraintState& item) {
            return item.kind == sql::ConstraintDefinition::Kind::ForeignKey && item.references.name == name.name
                && same(item.references, name);
        });
    });
}

QList<const RelationState*> SchemaState::relationsUsing(const QualifiedName& type) const
{
    return relationsWhere(m_relations, [&](const RelationState& relation) {
        return std::ranges::any_of(
            relation.columns, [&](const ColumnState& column) { return column.type.name.name == type.name && same(column.type.name, type); });
    });
}

QList<const RelationState*> SchemaState::viewsOver(const QualifiedName& name) const
{
    return relationsWhere(m_relations, [&](const RelationState& relation) {
        return std::ranges::any_of(relation.sources, [&](const QualifiedName& source) { return source.name == name.name && same(source, name); });
    });
}

RelationState& SchemaState::add(const RelationState& relation)
{
    RelationState& added = *m_relations.insert(key(relation.name), relation);
    for (const IndexState& index : relation.indexes)
        m_indexOwners.insert(key({ relation.name.schema, index.name }), relation.name);
    return added;
}

} // namespace corridor
