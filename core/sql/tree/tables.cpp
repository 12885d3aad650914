// SPDX-License-Identifier: MIT
#include "sql/tree/tree_reader.h"

namespace corridor {

using sql::AlterAction;

void TreeReader::createTable(const CreateStmt* node, bool foreign)
{
    auto& table = make<sql::CreateTable>(foreign ? StatementKind::CreateForeignTable : StatementKind::CreateTable);
    table.name = nameOf(node->relation);
    table.foreign = foreign;
    table.ifNotExists = node->if_not_exists;
    table.temporary = node->relation->relpersistence == 't';
    table.unlogged = node->relation->relpersistence == 'u';
    table.options = options(node->options);
    touch(node->relation, sql::Touch::Create);
    each<const Node>(node->tableElts, [&](const Node* element) {
        if (IsA(element, ColumnDef)) {
            table.columns << column(reinterpret_cast<const ColumnDef*>(element));
        } else if (IsA(element, Constraint)) {
            addConstraint(table.constraints, reinterpret_cast<const Constraint*>(element));
        } else if (IsA(element, TableLikeClause)) {
            const RangeVar* source = reinterpret_cast<const TableLikeClause*>(element)->relation;
            table.like << nameOf(source);
            touch(source, sql::Touch::Read);
        }
    });
    each<const Constraint>(node->constraints, [&](const Constraint* item) { addConstraint(table.constraints, item); });
    each<const RangeVar>(node->inhRelations, [&](const RangeVar* parent) {
        table.inherits << nameOf(parent);
        touch(parent, sql::Touch::Reference);
    });
    table.isPartition = node->partbound != nullptr;
    table.isDefaultPartition = node->partbound && node->partbound->is_default;
    table.partitioned = node->partspec != nullptr;
    if (node->partspec) {
        each<const PartitionElem>(node->partspec->partParams,
            [&](const PartitionElem* element) { table.partitionColumns << text(element->name); });
    }
}

static AlterAction::Kind columnAction(AlterTableType type, bool hasDefinition)
{
    using Kind = AlterAction::Kind;
    switch (type) {
    case AT_AddColumn:
        return Kind::AddColumn;
    case AT_DropColumn:
        return Kind::DropColumn;
    case AT_ColumnDefault:
        return hasDefinition ? Kind::SetDefault : Kind::DropDefault;
    case AT_SetNotNull:
        return Kind::SetNotNull;
    case AT_DropNotNull:
        return Kind::DropNotNull;
    case AT_AlterColumnType:
        return Kind::SetType;
    case AT_SetExpression:
        return Kind::SetExpression;
    case AT_DropExpression:
        return Kind::DropExpression;
    case AT_AddIdentity:
        return Kind::AddIdentity;
    case AT_SetIdentity:
        return Kind::SetIdentity;
    case AT_DropIdentity:
        return Kind::DropIdentity;
    case AT_SetStatistics:
        return Kind::SetStatistics;
    case AT_SetStorage:
        return Kind::SetStorage;
    case AT_SetCompression:
        return Kind::SetCompression;
    case AT_SetOptions:
    case AT_ResetOptions:
        return Kind::SetColumnOptions;
    default:
        return Kind::Other;
    }
}

static AlterAction::Kind tableAction(AlterTableType type)
{
    using Kind = AlterAction::Kind;
    switch (type) {
    case AT_AddConstraint:
        return Kind::AddConstraint;
    case AT_AlterConstraint:
        return Kind::AlterConstraint;
    case AT_ValidateConstraint:
        return Kind::ValidateConstraint;
    case AT_DropConstraint:
        return Kind::DropConstraint;
    case AT_ChangeOwner:
        return Kind::ChangeOwner;
    case AT_ClusterOn:
        return Kind::ClusterOn;
    case AT_DropCluster:
        return Kind::SetWithoutCluster;
    case AT_SetLogged:
        return Kind::SetLogged;
    case AT_SetUnLogged:
        return Kind::SetUnlogged;
    case AT_SetAccessMethod:
        return Kind::SetAccessMethod;
    case AT_SetTableSpace:
        return Kind::SetTablespace;
    case AT_SetRelOptions:
        return Kind::SetOptions;
    case AT_ResetRelOptions:
        return Kind::ResetOptions;
    case AT_EnableTrig:
    case AT_EnableAlwaysTrig:
    case AT_EnableReplicaTrig:
    case AT_EnableTrigAll:
    case AT_EnableTrigUser:
        return Kind::EnableTrigger;
    case AT_DisableTrig:
    case AT_DisableTrigAll:
    case AT_DisableTrigUser:
        return Kind::DisableTrigger;
    case AT_EnableRule:
    case AT_EnableAlwaysRule:
    case AT_EnableReplicaRule:
        return Kind::EnableRule;
    case AT_DisableRule:
        return Kind::DisableRule;
    case AT_AddInherit:
        return Kind::Inherit;
    case AT_DropInherit:
        return Kind::NoInherit;
    case AT_AddOf:
    case AT_DropOf:
        return Kind::OfType;
    case AT_ReplicaIdentity:
        return Kind::ReplicaIdentity;
    case AT_EnableRowSecurity:
        return Kind::EnableRowSecurity;
    case AT_DisableRowSecurity:
        return Kind::DisableRowSecurity;
    case AT_ForceRowSecurity:
        return Kind::ForceRowSecurity;
    case AT_NoForceRowSecurity:
        return Kind::NoForceRowSecurity;
    case AT_AttachPartition:
        return Kind::AttachPartition;
    case AT_DetachPartition:
        return Kind::DetachPartition;
    case AT_DetachPartitionFinalize:
        return Kind::DetachFinalize;
    default:
        return Kind::Other;
    }
}

AlterAction TreeReader::alterAction(const AlterTableCmd* node)
{
    AlterAction action;
    action.kind = columnAction(node->subtype, node->def != nullptr);
    if (action.kind == AlterAction::Kind::Other)
        action.kind = tableAction(node->subtype);
    action.name = node->newowner ? roleName(node->newowner) : text(node->name);
    action.ifExists = node->missing_ok;
    action.cascade = node->behavior == DROP_CASCADE;
    if (node->subtype == AT_DisableTrigAll || node->subtype == AT_EnableTrigAll)
        action.name = QStringLiteral("ALL");
    if (node->subtype == AT_DisableTrigUser || node->subtype == AT_EnableTrigUser)
        action.name = QStringLiteral("USER");
    if (node->def)
        alterActionDefinition(action, node);
    return action;
}

void TreeReader::alterActionDefinition(AlterAction& action, const AlterTableCmd* node)
{
    switch (nodeTag(node->def)) {
    case T_ColumnDef: {
        const auto* definition = reinterpret_cast<const ColumnDef*>(node->def);
        action.column = column(definition);
        action.expression = expression(definition->raw_default);
        action.offset = action.column.offset >= 0 ? action.column.offset : action.column.type.offset;
        if (action.column.name.isEmpty())
            action.column.name = action.name;
        break;
    }
    case T_Constraint:
        action.constraint = constraint(reinterpret_cast<const Constraint*>(node->def));
        action.offset = action.constraint.offset;
        if (action.name.isEmpty())
            action.name = action.constraint.name;
        break;
    case T_PartitionCmd: {
        const auto* partition = reinterpret_cast<const PartitionCmd*>(node->def);
        action.relation = nameOf(partition->name);
        action.concurrently = partition->concurrent;
        action.isDefaultPartition = partition->bound && partition->bound->is_default;
        action.offset = at(partition->name->location);
        touch(partition->name, sql::Touch::Alter);
        break;
    }
    case T_RangeVar:
        action.relation = nameOf(reinterpret_cast<const RangeVar*>(node->def));
        touch(reinterpret_cast<const RangeVar*>(node->def), sql::Touch::Reference);
        break;
    case T_ReplicaIdentityStmt: {
        const auto* identity = reinterpret_cast<const ReplicaIdentityStmt*>(node->def);
        action.name = identity->name ? text(identity->name) : QString(QLatin1Char(identity->identity_type));
        break;
    }
    case T_List:
        if (action.kind != AlterAction::Kind::OfType)
            action.options = options(reinterpret_cast<const List*>(node->def));
        break;
    default:
        action.expression = expression(node->def);
        break;
    }
}

static StatementKind alterKind(ObjectType type)
{
    switch (type) {
    case OBJECT_INDEX:
        return StatementKind::AlterIndex;
    case OBJECT_VIEW:
        return StatementKind::AlterView;
    case OBJECT_MATVIEW:
        return StatementKind::AlterMaterializedView;
    case OBJECT_SEQUENCE:
        return StatementKind::AlterSequence;
    case OBJECT_FOREIGN_TABLE:
        return StatementKind::AlterForeignTable;
    case OBJECT_TYPE:
        return StatementKind::AlterType;
    default:
        return StatementKind::AlterTable;
    }
}

void TreeReader::alterTable(const AlterTableStmt* node)
{
    auto& alter = make<sql::AlterTable>(alterKind(node->objtype));
    alter.name = nameOf(node->relation);
    alter.object = objectKind(node->objtype);
    alter.ifExists = node->missing_ok;
    alter.only = !node->relation->inh;
    touch(node->relation, sql::Touch::Alter);
    each<const AlterTableCmd>(node->cmds, [&](const AlterTableCmd* item) { alter.actions << alterAction(item); });
}

void TreeReader::createIndex(const IndexStmt* node)
{
    auto& index = make<sql::CreateIndex>(StatementKind::CreateIndex);
    index.name = text(node->idxname);
    index.table = nameOf(node->relation);
    index.unique = node->unique;
    index.concurrently = node->concurrent;
    index.ifNotExists = node->if_not_exists;
    index.only = !node->relation->inh;
    index.nullsNotDistinct = node->nulls_not_distinct;
    index.method = text(node->accessMethod);
    index.keys = indexKeys(node->indexParams);
    each<const IndexElem>(
        node->indexIncludingParams, [&](const IndexElem* element) { index.including << text(element->name); });
    index.predicate = expression(node->whereClause);
    index.options = options(node->options);
    touch(node->relation, sql::Touch::Alter);
}

void TreeReader::truncate(const TruncateStmt* node)
{
    auto& truncation = make<sql::Truncate>(StatementKind::Truncate);
    truncation.cascade = node->behavior == DROP_CASCADE;
    each<const RangeVar>(node->relations, [&](const RangeVar* range) {
        truncation.tables << nameOf(range);
        touch(range, sql::Touch::Write);
    });
}

bool TreeReader::readTableStatement(const Node* node)
{
    switch (nodeTag(node)) {
    case T_CreateStmt:
        createTable(reinterpret_cast<const CreateStmt*>(node), false);
        return true;
    case T_CreateForeignTableStmt:
        createTable(&reinterpret_cast<const CreateForeignTableStmt*>(node)->base, true);
        return true;
    case T_AlterTableStmt:
        alterTable(reinterpret_cast<const AlterTableStmt*>(node));
        return true;
    case T_IndexStmt:
        createIndex(reinterpret_cast<const IndexStmt*>(node));
        return true;
    case T_TruncateStmt:
        truncate(reinterpret_cast<const TruncateStmt*>(node));
        return true;
    default:
        return false;
    }
}

} // namespace corridor
