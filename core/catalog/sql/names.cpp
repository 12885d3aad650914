// SPDX-License-Identifier: MIT
#include "catalog/sql/names.h"

#include "catalog/identifier.h"

namespace corridor {

namespace {

// Operators are not quoted, only their schema is.
QString operatorName(const CatalogObject& object)
{
    return quoteName(object.schema) + u'.' + object.name + object.arguments;
}

} // namespace

QString sqlName(const CatalogObject& object)
{
    switch (object.kind) {
    case ObjectKind::Operator: return operatorName(object);
    case ObjectKind::Cast:
    case ObjectKind::Transform:
    case ObjectKind::UserMapping: return object.arguments.trimmed();
    case ObjectKind::Aggregate:
        return qualifiedName(object.schema, object.name) + u'(' + object.get(Property::Arguments) + u')';
    default: break;
    }
    return isNamedByParent(object.kind) ? quoteName(object.name) : qualifiedName(object.schema, object.name) + object.arguments;
}

const CatalogObject* tableOf(const CatalogObject& part, const Side& side)
{
    const CatalogObject* parent = side.parentOf(part);
    return parent && parent->kind == ObjectKind::Column ? side.parentOf(*parent) : parent;
}

QString tableName(const CatalogObject& part, const Side& side)
{
    const CatalogObject* table = tableOf(part, side);
    return table ? sqlName(*table) : QString();
}

QString reference(const CatalogObject& object, const Side& side)
{
    const QString kind = QString::fromLatin1(kindSql(object.kind)) + u' ';
    if (object.kind == ObjectKind::Column)
        return kind + tableName(object, side) + u'.' + sqlName(object);
    if (object.kind == ObjectKind::DomainConstraint)
        return kind + sqlName(object) + QStringLiteral(" ON DOMAIN ") + tableName(object, side);
    if (isNamedByParent(object.kind))
        return kind + sqlName(object) + QStringLiteral(" ON ") + tableName(object, side);
    return kind + sqlName(object);
}

QString sharedName(const CatalogObject& object)
{
    switch (object.kind) {
    case ObjectKind::Table:
    case ObjectKind::ForeignTable:
    case ObjectKind::View:
    case ObjectKind::MaterializedView:
    case ObjectKind::ContinuousAggregate:
    case ObjectKind::Sequence:
    case ObjectKind::Index:
    case ObjectKind::Enum:
    case ObjectKind::Domain:
    case ObjectKind::CompositeType:
    case ObjectKind::RangeType:
    case ObjectKind::Function:
    case ObjectKind::Procedure:
    case ObjectKind::Aggregate: break;
    case ObjectKind::Constraint:
        if (object.is(Property::Method, QLatin1StringView("foreign key")) || object.is(Property::Method, QLatin1StringView("check")))
            return {};
        break;
    default: return {};
    }
    return displayIdentity(object.schema, object.name) + object.arguments;
}

QString alterTable(const CatalogObject& table, bool only)
{
    const bool recursive = table.kind == ObjectKind::Table || table.kind == ObjectKind::ForeignTable;
    return QStringLiteral("ALTER ") + QString::fromLatin1(kindSql(table.kind)) + u' '
        + (only && recursive ? QStringLiteral("ONLY ") : QString()) + sqlName(table) + u' ';
}

QString alterIndex(const CatalogObject& index)
{
    return QStringLiteral("ALTER INDEX ") + qualifiedName(index.schema, index.name) + u' ';
}

} // namespace corridor
