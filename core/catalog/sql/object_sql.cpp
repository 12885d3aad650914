// SPDX-License-Identifier: MIT
#include "catalog/sql/object_sql.h"

#include "catalog/identifier.h"
#include "catalog/privileges.h"
#include "catalog/sql/annotations.h"
#include "catalog/sql/column_sql.h"
#include "catalog/sql/constraint_sql.h"
#include "catalog/sql/names.h"
#include "catalog/sql/program_sql.h"
#include "catalog/sql/sequence_sql.h"
#include "catalog/sql/table_sql.h"
#include "catalog/sql/tail_sql.h"
#include "catalog/sql/timescale_sql.h"
#include "catalog/sql/type_sql.h"

namespace corridor {

namespace {

QStringList bareCreateSql(const CatalogObject& object, const SqlContext& context)
{
    switch (object.kind) {
    case ObjectKind::Sequence: return createSequence(object, context);
    case ObjectKind::Table:
    case ObjectKind::ForeignTable: return createTable(object, context);
    case ObjectKind::Column: return addColumn(object, context);
    case ObjectKind::Default: return setDefault(object, context);
    case ObjectKind::Enum:
    case ObjectKind::Domain:
    case ObjectKind::CompositeType:
    case ObjectKind::RangeType: return createType(object, context);
    case ObjectKind::Constraint:
    case ObjectKind::DomainConstraint: return addConstraint(object, context);
    case ObjectKind::Index: return createIndex(object, context);
    case ObjectKind::View:
    case ObjectKind::MaterializedView: return createView(object, context);
    case ObjectKind::Function:
    case ObjectKind::Procedure:
    case ObjectKind::Aggregate: return createRoutine(object);
    case ObjectKind::Trigger: return createTrigger(object, context);
    case ObjectKind::Rule: return createRule(object, context);
    case ObjectKind::Policy: return createPolicy(object, context);
    case ObjectKind::Hypertable:
    case ObjectKind::ContinuousAggregate:
    case ObjectKind::Job: return createTimescale(object, context);
    default: return createTail(object, context);
    }
}

QStringList bareDropSql(const CatalogObject& object, const SqlContext& context)
{
    switch (object.kind) {
    case ObjectKind::Column: return dropColumn(object, context);
    case ObjectKind::Default: return dropDefault(object, context);
    case ObjectKind::Constraint:
    case ObjectKind::DomainConstraint: return dropConstraint(object, context);
    case ObjectKind::Index: return dropIndex(object, context);
    case ObjectKind::DefaultPrivileges: return dropDefaultPrivileges(object, context);
    case ObjectKind::ContinuousAggregate:
    case ObjectKind::Job: return dropTimescale(object, context);
    default: return { QStringLiteral("DROP ") + reference(object, context.from) };
    }
}

QStringList bareAlterSql(const CatalogObject& before, const CatalogObject& after, const QList<Property>& changed,
    const SqlContext& context)
{
    switch (after.kind) {
    case ObjectKind::Sequence: return alterSequence(before, after, changed);
    case ObjectKind::Table:
    case ObjectKind::ForeignTable: return alterTable(before, after, changed, context);
    case ObjectKind::Column: return alterColumn(before, after, changed, context);
    case ObjectKind::Default: return setDefault(after, context);
    case ObjectKind::Enum:
    case ObjectKind::Domain: return alterType(before, after, changed, context);
    case ObjectKind::Constraint: return alterConstraint(before, after, changed, context);
    case ObjectKind::Index: return alterIndexSettings(before, after, changed, context);
    case ObjectKind::View:
    case ObjectKind::MaterializedView: return alterView(before, after, changed, context);
    case ObjectKind::Function:
    case ObjectKind::Procedure: return changed.contains(Property::Definition) ? createRoutine(after) : QStringList();
    case ObjectKind::Trigger:
    case ObjectKind::Rule: return changed.contains(Property::Enabled) ? setEnabled(after, context) : QStringList();
    case ObjectKind::Policy: return alterPolicy(after, changed, context);
    case ObjectKind::Hypertable:
    case ObjectKind::ContinuousAggregate:
    case ObjectKind::Job: return alterTimescale(before, after, changed, context);
    default: return alterTail(before, after, changed, context);
    }
}

QString renameVerb(const CatalogObject& object, const Side& from)
{
    const CatalogObject* table = tableOf(object, from);
    switch (object.kind) {
    case ObjectKind::Column:
        return table->kind == ObjectKind::CompositeType
            ? QStringLiteral("ALTER TYPE ") + sqlName(*table) + QStringLiteral(" RENAME ATTRIBUTE ") + sqlName(object) + " TO "
            : alterTable(*table) + QStringLiteral("RENAME COLUMN ") + sqlName(object) + QStringLiteral(" TO ");
    case ObjectKind::Constraint: return alterTable(*table) + "RENAME CONSTRAINT " + sqlName(object) + " TO ";
    case ObjectKind::DomainConstraint:
        return "ALTER DOMAIN " + sqlName(*table) + " RENAME CONSTRAINT " + sqlName(object) + " TO ";
    case ObjectKind::Trigger:
    case ObjectKind::Rule:
    case ObjectKind::Policy: return QStringLiteral("ALTER ") + reference(object, from) + QStringLiteral(" RENAME TO ");
    default: return QStringLiteral("ALTER ") + reference(object, from) + QStringLiteral(" RENAME TO ");
    }
}

} // namespace

QStringList createSql(const CatalogObject& object, const SqlContext& context)
{
    QStringList statements = bareCreateSql(object, context) + annotationSql(nullptr, object, context);
    const bool holdsColumns = object.kind == ObjectKind::Table || object.kind == ObjectKind::ForeignTable
        || object.kind == ObjectKind::CompositeType;
    for (const CatalogObject* part : context.to.partsOf(object.key))
        if ((holdsColumns && part->kind == ObjectKind::Column) || context.inlined.contains(part->key))
            statements += annotationSql(nullptr, *part, context);
    return statements;
}

QStringList dropSql(const CatalogObject& object, const SqlContext& context) { return bareDropSql(object, context); }

QStringList alterSql(const CatalogObject& before, const CatalogObject& after, const QList<Property>& changed,
    const SqlContext& context)
{
    return bareAlterSql(before, after, changed, context) + annotationSql(&before, after, context);
}

QStringList renameSql(const CatalogObject& before, const CatalogObject& after, const Side& from)
{
    QStringList statements;
    CatalogObject moved = before;
    if (before.schema != after.schema) {
        statements.append(QStringLiteral("ALTER ") + reference(before, from) + QStringLiteral(" SET SCHEMA ")
            + quoteName(after.schema));
        moved.schema = after.schema;
    }
    if (before.name != after.name)
        statements.append(renameVerb(moved, from) + quoteName(after.name));
    return statements;
}

} // namespace corridor
