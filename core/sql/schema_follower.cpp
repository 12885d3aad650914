// SPDX-License-Identifier: MIT
#include "sql/schema_follower.h"

#include "sql/function_arguments.h"

#include <algorithm>

namespace corridor {

using ConstraintKind = sql::ConstraintDefinition::Kind;

void SchemaFollower::follow(const Statement& statement)
{
    std::visit([this](const auto& detail) { apply(detail); }, statement.detail);
    for (const sql::DataChange& change : statement.changes)
        apply(change);
    for (const sql::FunctionCall& call : statement.calls)
        apply(call);
}

RelationState& SchemaFollower::touch(RelationState& relation)
{
    if (m_fresh)
        m_state.m_touchedFresh << relation.name;
    return relation;
}

void SchemaFollower::apply(const sql::CreateTable& table)
{
    if (table.ifNotExists && m_state.find(table.name))
        return;
    RelationState relation { .name = table.name };
    relation.kind = table.foreign ? RelationState::Kind::ForeignTable
        : table.partitioned       ? RelationState::Kind::PartitionedTable
                                  : RelationState::Kind::Table;
    relation.temporary = table.temporary;
    relation.fresh = m_fresh;
    relation.partitionColumns = table.partitionColumns;
    relation.complete = table.like.isEmpty() && table.inherits.isEmpty();
    for (const QualifiedName& parent : table.inherits) {
        if (RelationState* known = m_state.find(parent)) {
            known->children << table.name;
            if (table.isDefaultPartition)
                known->defaultPartition = table.name;
            relation.columns = known->columns;
            relation.complete = known->complete;
        }
    }
    if (table.isPartition)
        relation.parent = table.inherits.value(0);
    RelationState& added = touch(m_state.add(relation));
    for (const sql::ColumnDefinition& column : table.columns)
        addColumn(added, column);
    for (const sql::ConstraintDefinition& constraint : table.constraints)
        addConstraint(added, constraint, {});
    if (findOption(table.options, QLatin1StringView("hypertable"), QLatin1StringView("tsdb"))
        || optionIsOn(table.options, QLatin1StringView("hypertable"), QLatin1StringView("timescaledb")))
        setOptions(added, table.options);
}

void SchemaFollower::apply(const sql::CreateTableAs& table)
{
    if (table.ifNotExists && m_state.find(table.name))
        return;
    RelationState relation { .name = table.name };
    relation.kind = RelationState::Kind::Table;
    if (table.materializedView) {
        relation.kind = findOption(table.options, QLatin1StringView("continuous"), QLatin1StringView("timescaledb"))
            ? RelationState::Kind::ContinuousAggregate
            : RelationState::Kind::MaterializedView;
        relation.sources = table.sources;
        relation.outputs = table.columns;
    }
    relation.temporary = table.temporary;
    relation.fresh = m_fresh;
    relation.filled = table.withData;
    touch(m_state.add(relation));
}

void SchemaFollower::apply(const sql::CreateView& view)
{
    RelationState relation { .name = view.name, .kind = RelationState::Kind::View };
    relation.temporary = view.temporary;
    relation.sources = view.sources;
    relation.outputs = view.columns;
    const RelationState* before = m_state.relation(view.name);
    relation.fresh = m_fresh && (!before || before->fresh);
    touch(m_state.add(relation));
}

static QString autoName(const RelationState& relation, const QStringList& columns, const char* suffix)
{
    QStringList parts { relation.name.name };
    for (const QString& column : columns)
        parts << (column.isEmpty() ? QStringLiteral("expr") : column);
    return parts.join('_') + QLatin1StringView(suffix);
}

void SchemaFollower::addColumn(RelationState& relation, const sql::ColumnDefinition& column)
{
    if (relation.column(column.name))
        return;
    ColumnState added { .name = column.name, .type = column.type, .fresh = m_fresh };
    added.generates = column.type.isSerial() || column.has(ConstraintKind::Identity);
    added.notNull = added.generates || column.has(ConstraintKind::NotNull) || column.has(ConstraintKind::PrimaryKey);
    added.hasDefault = added.generates || column.has(ConstraintKind::Default) || column.has(ConstraintKind::Generated);
    relation.columns << added;
    for (const sql::ConstraintDefinition& constraint : column.constraints)
        addConstraint(relation, constraint, column.name);
}

void SchemaFollower::addConstraint(
    RelationState& relation, const sql::ConstraintDefinition& constraint, const QString& column)
{
    ConstraintState added { .name = constraint.name, .kind = constraint.kind };
    added.columns = constraint.columns.isEmpty() && !column.isEmpty() ? QStringList { column } : constraint.columns;
    added.references = constraint.references;
    added.referencedColumns = constraint.referencedColumns;
    added.validated = !constraint.notValid;
    added.fresh = m_fresh;
    added.onDelete = constraint.onDelete;
    switch (constraint.kind) {
    case ConstraintKind::PrimaryKey:
    case ConstraintKind::Unique: {
        const bool primary = constraint.kind == ConstraintKind::PrimaryKey;
        if (!constraint.usingIndex.isEmpty()) {
            if (const IndexState* index = relation.index(constraint.usingIndex))
                added.columns = index->columns;
            dropIndex(besides(relation, constraint.usingIndex));
        }
        if (added.name.isEmpty())
            added.name = !constraint.usingIndex.isEmpty()
                ? constraint.usingIndex
                : autoName(relation, primary ? QStringList() : added.columns, primary ? "_pkey" : "_key");
        addIndex(relation, { .name = added.name, .columns = added.columns, .unique = true, .constraint = true });
        for (const QString& name : primary ? added.columns : QStringList()) {
            if (ColumnState* known = relation.column(name))
                known->notNull = true;
        }
        break;
    }
    case ConstraintKind::Exclusion:
        addIndex(relation, { .name = added.name, .columns = added.columns, .constraint = true, .plain = false });
        break;
    case ConstraintKind::Check:
        added.provesNotNull = constraint.expression.provenNotNull();
        if (added.name.isEmpty())
            added.name = autoName(relation, column.isEmpty() ? QStringList() : QStringList { column }, "_check");
        break;
    case ConstraintKind::ForeignKey:
        if (added.name.isEmpty())
            added.name = autoName(relation, added.columns, "_fkey");
        break;
    default:
        return;
    }
    relation.constraints << added;
}

void SchemaFollower::addIndex(RelationState& relation, IndexState index)
{
    index.fresh = m_fresh;
    m_state.m_indexOwners.insert(m_state.key(besides(relation, index.name)), relation.name);
    relation.indexes << index;
}

static bool isPlain(const sql::CreateIndex& index)
{
    const bool btree = index.method.isEmpty() || index.method == QLatin1StringView("btree");
    return btree && index.including.isEmpty() && std::ranges::none_of(index.keys, [](const sql::IndexKey& key) {
        return key.column.isEmpty() || !key.operatorClass.isEmpty() || key.descending || key.nullsNonDefault;
    });
}

void SchemaFollower::apply(const sql::CreateIndex& index)
{
    RelationState* relation = m_state.find(index.table);
    if (!relation)
        relation = &m_state.add(RelationState { .name = index.table });
    IndexState added { .name = index.name, .unique = index.unique, .partial = bool(index.predicate) };
    added.plain = isPlain(index);
    for (const sql::IndexKey& key : index.keys)
        added.columns << key.column;
    if (added.name.isEmpty())
        added.name = autoName(*relation, added.columns, "_idx");
    if (index.ifNotExists && m_state.m_indexOwners.contains(m_state.key(besides(*relation, added.name))))
        return;
    addIndex(touch(*relation), added);
}

void SchemaFollower::apply(const sql::AlterTable& statement)
{
    if (statement.object == sql::ObjectKind::Index || statement.object == sql::ObjectKind::Type)
        return;
    RelationState* relation = m_state.find(statement.name);
    if (!relation && statement.ifExists)
        return;
    if (!relation)
        relation = &m_state.add(RelationState { .name = statement.name });
    touch(*relation);
    for (const sql::AlterAction& action : statement.actions)
        alter(*relation, action);
}

void SchemaFollower::alterColumn(RelationState& relation, const sql::AlterAction& action)
{
    using Kind = sql::AlterAction::Kind;
    ColumnState* column = relation.column(action.name);
    if (!column) {
        if (action.kind != Kind::SetType && action.kind != Kind::SetNotNull)
            return;
        relation.columns << ColumnState { .name = action.name };
        column = &relation.columns.last();
    }
    switch (action.kind) {
    case Kind::SetDefault:
    case Kind::AddIdentity:
        column->hasDefault = true;
        break;
    case Kind::DropDefault:
        column->hasDefault = false;
        break;
    case Kind::SetNotNull:
        column->notNull = true;
        break;
    case Kind::DropNotNull:
        column->notNull = false;
        break;
    case Kind::SetType:
        column->type = action.column.type;
        break;
    default:
        break;
    }
}

void SchemaFollower::alter(RelationState& relation, const sql::AlterAction& action)
{
    using Kind = sql::AlterAction::Kind;
    switch (action.kind) {
    case Kind::AddColumn:
        addColumn(relation, action.column);
        break;
    case Kind::DropColumn:
        dropColumn(relation, action.name);
        break;
    case Kind::AddConstraint:
        addConstraint(relation, action.constraint, {});
        break;
    case Kind::DropConstraint:
        dropConstraint(relation, action.name);
        break;
    case Kind::ValidateConstraint:
        for (ConstraintState& constraint : relation.constraints)
            constraint.validated = constraint.validated || constraint.name == action.name;
        break;
    case Kind::AttachPartition:
        relation.children << action.relation;
        if (action.isDefaultPartition)
            relation.defaultPartition = action.relation;
        if (RelationState* child = m_state.find(action.relation))
            child->parent = relation.name;
        break;
    case Kind::DetachPartition:
        relation.children.removeAll(action.relation);
        if (relation.defaultPartition == action.relation)
            relation.defaultPartition = {};
        break;
    case Kind::Inherit:
        if (RelationState* parent = m_state.find(action.relation))
            parent->children << relation.name;
        break;
    case Kind::EnableRowSecurity:
        relation.rowSecurity = true;
        break;
    case Kind::DisableRowSecurity:
        relation.rowSecurity = false;
        break;
    case Kind::SetOptions:
        setOptions(relation, action.options);
        break;
    default:
        alterColumn(relation, action);
        break;
    }
}

static QStringList commaSeparated(const QString& text)
{
    QStringList names;
    for (const QString& part : text.split(','))
        names << part.trimmed().section(' ', 0, 0).remove('"');
    names.removeAll(QString());
    return names;
}

// ALTER TABLE … SET (timescaledb.compress, …) and CREATE TABLE … WITH (tsdb.hypertable, …).
void SchemaFollower::setOptions(RelationState& relation, const QList<sql::Option>& options)
{
    for (const sql::Option& option : options) {
        if (option.space != "timescaledb" && option.space != "tsdb")
            continue;
        const bool on = option.value != "false" && option.value != "off";
        const QString name = option.name.startsWith("compress_") ? option.name.sliced(9) : option.name;
        if (name == "compress" || name == "enable_columnstore" || name == "columnstore")
            relation.columnstore = on;
        else if (name == "hypertable")
            relation.hypertable = on;
        else if (name == "partition_column")
            relation.dimensions = commaSeparated(option.value);
        else if (name == "segmentby")
            relation.segmentBy = commaSeparated(option.value);
        else if (name == "orderby")
            relation.orderBy = commaSeparated(option.value);
    }
}

void SchemaFollower::dropColumn(RelationState& relation, const QString& name)
{
    relation.columns.removeIf([&](const ColumnState& column) { return column.name == name; });
    for (qsizetype i = relation.indexes.size(); i-- > 0;) {
        if (relation.indexes[i].columns.contains(name))
            dropIndex(besides(relation, relation.indexes[i].name));
    }
    relation.constraints.removeIf([&](const ConstraintState& item) { return item.columns.contains(name); });
}

void SchemaFollower::dropConstraint(RelationState& relation, const QString& name)
{
    relation.constraints.removeIf([&](const ConstraintState& item) { return item.name == name; });
    if (const IndexState* index = relation.index(name); index && index->constraint)
        dropIndex(besides(relation, name));
}

void SchemaFollower::dropIndex(const QualifiedName& name)
{
    const auto owner = m_state.m_indexOwners.constFind(m_state.key(name));
    if (owner == m_state.m_indexOwners.constEnd())
        return;
    if (RelationState* relation = m_state.find(*owner))
        relation->indexes.removeIf([&](const IndexState& index) { return index.name == name.name; });
    m_state.m_indexOwners.erase(owner);
}

void SchemaFollower::dropRelation(const QualifiedName& name)
{
    RelationState* relation = m_state.find(name);
    if (!relation)
        return;
    const QList<IndexState> indexes = relation->indexes;
    for (const IndexState& index : indexes)
        m_state.m_indexOwners.remove(m_state.key(besides(*relation, index.name)));
    if (RelationState* parent = m_state.find(relation->parent)) {
        parent->children.removeAll(name);
        if (parent->defaultPartition == name)
            parent->defaultPartition = {};
    }
    m_state.m_relations.remove(m_state.key(name));
}

void SchemaFollower::apply(const sql::Drop& drop)
{
    using Object = sql::ObjectKind;
    for (const QualifiedName& name : drop.names) {
        switch (drop.object) {
        case Object::Table:
        case Object::View:
        case Object::MaterializedView:
        case Object::ForeignTable:
        case Object::Sequence:
            dropRelation(name);
            break;
        case Object::Index:
            dropIndex(name);
            break;
        case Object::Type:
        case Object::Domain:
            m_state.m_types.remove(m_state.key(name));
            break;
        case Object::Function:
        case Object::Procedure:
            m_state.m_functions.remove(m_state.key(name));
            break;
        case Object::Policy:
            if (RelationState* relation = m_state.find(drop.table))
                relation->policies = std::max(0, relation->policies - 1);
            break;
        default:
            break;
        }
    }
}

void SchemaFollower::renameRelation(const QualifiedName& from, const QualifiedName& to)
{
    if (!m_state.find(from))
        return;
    RelationState moved = m_state.m_relations.take(m_state.key(from));
    moved.name = to;
    for (const IndexState& index : std::as_const(moved.indexes)) {
        m_state.m_indexOwners.remove(m_state.key({ from.schema, index.name }));
        m_state.m_indexOwners.insert(m_state.key({ to.schema, index.name }), to);
    }
    m_state.m_relations.insert(m_state.key(to), moved);
    if (m_state.m_touchedFresh.contains(from))
        m_state.m_touchedFresh << to;
    const auto follow = [&](QualifiedName& name) {
        if (m_state.same(name, from))
            name = to;
    };
    for (RelationState& relation : m_state.m_relations) {
        for (ConstraintState& constraint : relation.constraints)
            follow(constraint.references);
        for (QualifiedName& child : relation.children)
            follow(child);
        for (QualifiedName& source : relation.sources)
            follow(source);
        follow(relation.parent);
    }
}

static void replaceName(QStringList& names, const QString& from, const QString& to)
{
    for (QString& name : names) {
        if (name == from)
            name = to;
    }
}

void SchemaFollower::renameColumn(RelationState& relation, const QString& from, const QString& to)
{
    if (ColumnState* column = relation.column(from))
        column->name = to;
    for (IndexState& index : relation.indexes)
        replaceName(index.columns, from, to);
    for (ConstraintState& constraint : relation.constraints) {
        replaceName(constraint.columns, from, to);
        replaceName(constraint.provesNotNull, from, to);
    }
    replaceName(relation.dimensions, from, to);
}

void SchemaFollower::apply(const sql::Rename& rename)
{
    using Object = sql::ObjectKind;
    RelationState* relation = m_state.find(rename.relation);
    switch (rename.object) {
    case Object::Table:
    case Object::View:
    case Object::MaterializedView:
    case Object::Sequence:
        renameRelation(rename.relation, { rename.relation.schema, rename.newName });
        break;
    case Object::Column:
        if (relation)
            renameColumn(touch(*relation), rename.oldName, rename.newName);
        break;
    case Object::Constraint:
        if (!relation)
            break;
        for (ConstraintState& constraint : relation->constraints) {
            if (constraint.name == rename.oldName)
                constraint.name = rename.newName;
        }
        [[fallthrough]];
    case Object::Index: {
        const QualifiedName from
            = rename.object == Object::Index ? rename.relation : besides(*relation, rename.oldName);
        const QualifiedName owner = m_state.m_indexOwners.take(m_state.key(from));
        RelationState* table = owner.isEmpty() ? nullptr : m_state.find(owner);
        if (!table)
            break;
        for (IndexState& index : table->indexes) {
            if (index.name == from.name)
                index.name = rename.newName;
        }
        m_state.m_indexOwners.insert(m_state.key({ from.schema, rename.newName }), owner);
        break;
    }
    case Object::Type:
    case Object::Domain: {
        if (!m_state.m_types.contains(m_state.key(rename.relation)))
            break;
        TypeState type = m_state.m_types.take(m_state.key(rename.relation));
        const QualifiedName before = type.name;
        type.name.name = rename.newName;
        m_state.add(type);
        for (RelationState& user : m_state.m_relations) {
            for (ColumnState& column : user.columns) {
                if (column.type.name.name == before.name && m_state.same(column.type.name, before))
                    column.type.name = type.name;
            }
        }
        break;
    }
    default:
        break;
    }
}

void SchemaFollower::apply(const sql::SetSchema& move)
{
    if (m_state.find(move.name))
        renameRelation(move.name, { move.newSchema, move.name.name });
}

void SchemaFollower::apply(const sql::CreateEnum& type)
{
    m_state.add(
        TypeState { .name = type.name, .kind = TypeState::Kind::Enum, .labels = type.labels, .fresh = m_fresh });
}

void SchemaFollower::apply(const sql::AlterEnum& alter)
{
    const auto type = m_state.m_types.find(m_state.key(alter.name));
    if (type == m_state.m_types.end())
        return;
    if (!alter.oldLabel.isEmpty())
        replaceName(type->labels, alter.oldLabel, alter.newLabel);
    else if (!type->labels.contains(alter.newLabel))
        type->labels << alter.newLabel;
}

void SchemaFollower::apply(const sql::CreateDomain& domain)
{
    TypeState type { .name = domain.name, .kind = TypeState::Kind::Domain, .base = domain.base, .fresh = m_fresh };
    for (const sql::ConstraintDefinition& constraint : domain.constraints) {
        type.constrained = type.constrained || constraint.kind == ConstraintKind::Check
            || constraint.kind == ConstraintKind::NotNull;
    }
    m_state.add(type);
}

void SchemaFollower::apply(const sql::AlterDomain& alter)
{
    const auto type = m_state.m_types.find(m_state.key(alter.name));
    if (type == m_state.m_types.end())
        return;
    if (alter.kind == sql::AlterDomain::Kind::AddConstraint || alter.kind == sql::AlterDomain::Kind::SetNotNull)
        type->constrained = true;
}

void SchemaFollower::apply(const sql::CreateSequence& sequence)
{
    RelationState relation { .name = sequence.name, .kind = RelationState::Kind::Sequence };
    relation.fresh = m_fresh;
    touch(m_state.add(relation));
}

void SchemaFollower::apply(const sql::CreateExtension& extension)
{
    m_state.addExtension(extension.name);
}

void SchemaFollower::apply(const sql::CreateFunction& function)
{
    FunctionState added { .name = function.name, .procedure = function.procedure };
    added.volatility = function.volatility;
    added.language = function.language;
    added.securityDefiner = function.securityDefiner;
    added.mayCommit = function.procedure
        && (function.body.contains("commit", Qt::CaseInsensitive)
            || function.body.contains("rollback", Qt::CaseInsensitive));
    added.fresh = m_fresh;
    m_state.add(added);
}

void SchemaFollower::apply(const sql::CreatePolicy& policy)
{
    if (policy.alters)
        return;
    if (RelationState* relation = m_state.find(policy.table))
        ++relation->policies;
}

void SchemaFollower::apply(const sql::DataChange& change)
{
    // Seeds of a few hundred rows leave a table small.
    constexpr qsizetype many = 1000;
    RelationState* relation = m_state.find(change.table);
    if (relation && change.kind == sql::DataChange::Kind::Insert)
        relation->filled = relation->filled || change.rows > many || (change.fromQuery && !change.sources.isEmpty());
}

void SchemaFollower::apply(const sql::Copy& copy)
{
    if (RelationState* relation = m_state.find(copy.table); relation && copy.from)
        relation->filled = true;
}

void SchemaFollower::apply(const sql::Truncate& truncate)
{
    for (const QualifiedName& name : truncate.tables) {
        if (RelationState* relation = m_state.find(name)) {
            relation->filled = false;
            relation->rows = 0;
            touch(*relation);
        }
    }
}

void SchemaFollower::apply(const sql::FunctionCall& call)
{
    if (call.name.name == "create_hypertable" || call.name.name == "create_distributed_hypertable")
        makeHypertable(call);
}

void SchemaFollower::makeHypertable(const sql::FunctionCall& call)
{
    const QualifiedName name = relationArgument(call, 0, QLatin1StringView("relation"));
    if (name.isEmpty())
        return;
    RelationState* relation = m_state.find(name);
    if (!relation)
        relation = &m_state.add(RelationState { .name = name });
    relation->hypertable = true;
    const QString column = textArgument(call, 1, QLatin1StringView("time_column_name"));
    if (!column.isEmpty())
        relation->dimensions = { column };
}

} // namespace corridor
