// SPDX-License-Identifier: MIT
#include "sql/tree/tree_reader.h"

namespace corridor {

using sql::ConstraintDefinition;

QString TreeReader::stringOf(const Node* node)
{
    if (!node)
        return {};
    switch (nodeTag(node)) {
    case T_String:
        return text(strVal(node));
    case T_Integer:
        return QString::number(intVal(node));
    case T_Float:
        return text(reinterpret_cast<const Float*>(node)->fval);
    case T_Boolean:
        return boolVal(node) ? QStringLiteral("true") : QStringLiteral("false");
    case T_BitString:
        return text(reinterpret_cast<const BitString*>(node)->bsval);
    case T_A_Star:
        return QStringLiteral("*");
    case T_A_Const: {
        const auto* value = reinterpret_cast<const A_Const*>(node);
        return value->isnull ? QString() : stringOf(&value->val.node);
    }
    case T_TypeCast:
        return stringOf(reinterpret_cast<const TypeCast*>(node)->arg);
    case T_TypeName:
        return nameOf(reinterpret_cast<const TypeName*>(node)->names).text();
    case T_RoleSpec:
        return roleName(reinterpret_cast<const RoleSpec*>(node));
    case T_List:
        return strings(reinterpret_cast<const List*>(node)).join(QStringLiteral(", "));
    default:
        return {};
    }
}

QStringList TreeReader::strings(const List* list)
{
    QStringList result;
    each<const Node>(list, [&](const Node* node) { result << stringOf(node); });
    return result;
}

QString roleName(const RoleSpec* role)
{
    if (!role)
        return {};
    switch (role->roletype) {
    case ROLESPEC_PUBLIC:
        return QStringLiteral("public");
    case ROLESPEC_CSTRING:
        return QString::fromUtf8(role->rolename);
    default:
        return QStringLiteral("current_user");
    }
}

QualifiedName TreeReader::nameOf(const RangeVar* range)
{
    return range ? QualifiedName { text(range->schemaname), text(range->relname) } : QualifiedName {};
}

QualifiedName TreeReader::nameOf(const List* names)
{
    const QStringList parts = strings(names);
    if (parts.isEmpty())
        return {};
    const QString schema = parts.size() > 1 ? parts.at(parts.size() - 2) : QString();
    return { schema == "pg_catalog" ? QString() : schema, parts.last() };
}

QualifiedName TreeReader::nameOf(const Node* node)
{
    if (!node)
        return {};
    switch (nodeTag(node)) {
    case T_List:
        return nameOf(reinterpret_cast<const List*>(node));
    case T_TypeName:
        return nameOf(reinterpret_cast<const TypeName*>(node)->names);
    case T_ObjectWithArgs:
        return nameOf(reinterpret_cast<const ObjectWithArgs*>(node)->objname);
    case T_RangeVar:
        return nameOf(reinterpret_cast<const RangeVar*>(node));
    default:
        return { {}, stringOf(node) };
    }
}

sql::TypeRef TreeReader::type(const TypeName* name) const
{
    sql::TypeRef result;
    if (!name)
        return result;
    result.name = nameOf(name->names);
    result.array = list_length(name->arrayBounds) > 0;
    result.setOf = name->setof;
    result.offset = at(name->location);
    each<const Node>(name->typmods, [&](const Node* node) {
        if (IsA(node, A_Const))
            result.modifiers << stringOf(node).toInt();
    });
    // The first modifier of an interval is the mask of its fields.
    if (result.is(QLatin1StringView("interval")) && !result.modifiers.isEmpty())
        result.modifiers.removeFirst();
    return result;
}

QList<sql::Option> TreeReader::options(const List* list) const
{
    QList<sql::Option> result;
    each<const DefElem>(list, [&](const DefElem* element) {
        result << sql::Option { text(element->defnamespace), text(element->defname), stringOf(element->arg),
            at(element->location) };
    });
    return result;
}

static ConstraintDefinition::Kind constraintKind(ConstrType type)
{
    using Kind = ConstraintDefinition::Kind;
    switch (type) {
    case CONSTR_NOTNULL:
        return Kind::NotNull;
    case CONSTR_DEFAULT:
        return Kind::Default;
    case CONSTR_IDENTITY:
        return Kind::Identity;
    case CONSTR_GENERATED:
        return Kind::Generated;
    case CONSTR_CHECK:
        return Kind::Check;
    case CONSTR_PRIMARY:
        return Kind::PrimaryKey;
    case CONSTR_UNIQUE:
        return Kind::Unique;
    case CONSTR_EXCLUSION:
        return Kind::Exclusion;
    case CONSTR_FOREIGN:
        return Kind::ForeignKey;
    default:
        return Kind::Null;
    }
}

ConstraintDefinition TreeReader::constraint(const Constraint* node)
{
    ConstraintDefinition result;
    result.kind = constraintKind(node->contype);
    result.name = text(node->conname);
    result.columns = strings(node->contype == CONSTR_FOREIGN ? node->fk_attrs : node->keys);
    result.notValid = node->skip_validation;
    result.deferrable = node->deferrable;
    result.nullsNotDistinct = node->nulls_not_distinct;
    result.usingIndex = text(node->indexname);
    result.expression = expression(node->raw_expr);
    result.offset = at(node->location);
    if (node->contype == CONSTR_FOREIGN) {
        result.references = nameOf(node->pktable);
        result.referencedColumns = strings(node->pk_attrs);
        result.onDelete = node->fk_del_action ? node->fk_del_action : 'a';
        result.onUpdate = node->fk_upd_action ? node->fk_upd_action : 'a';
        touch(node->pktable, sql::Touch::Reference);
    }
    if (node->contype == CONSTR_IDENTITY)
        result.sequenceOptions = options(node->options);
    return result;
}

// The grammar gives DEFERRABLE and its kin of a column constraint as constraints of their own.
void TreeReader::addConstraint(QList<ConstraintDefinition>& to, const Constraint* node)
{
    switch (node->contype) {
    case CONSTR_ATTR_DEFERRABLE:
    case CONSTR_ATTR_DEFERRED:
        if (!to.isEmpty())
            to.last().deferrable = true;
        return;
    case CONSTR_ATTR_NOT_DEFERRABLE:
    case CONSTR_ATTR_IMMEDIATE:
        return;
    default:
        to << constraint(node);
    }
}

sql::ColumnDefinition TreeReader::column(const ColumnDef* node)
{
    sql::ColumnDefinition result;
    result.name = text(node->colname);
    result.type = type(node->typeName);
    result.offset = at(node->location);
    if (node->collClause)
        result.collation = nameOf(node->collClause->collname).name;
    each<const Constraint>(node->constraints, [&](const Constraint* item) { addConstraint(result.constraints, item); });
    return result;
}

QList<sql::IndexKey> TreeReader::indexKeys(const List* list)
{
    QList<sql::IndexKey> result;
    each<const IndexElem>(list, [&](const IndexElem* element) {
        result << sql::IndexKey { text(element->name), expression(element->expr), nameOf(element->opclass).name,
            element->ordering == SORTBY_DESC, element->nulls_ordering != SORTBY_NULLS_DEFAULT };
    });
    return result;
}

} // namespace corridor
