// SPDX-License-Identifier: MIT
#include "catalog/sql/constraint_sql.h"

#include "catalog/identifier.h"
#include "catalog/sql/names.h"
#include "catalog/sql/sequence_sql.h"
#include "catalog/sql/timescale_sql.h"

namespace corridor {

namespace {

const QString notValid = QStringLiteral(" NOT VALID");

bool isForeignKey(const CatalogObject& constraint)
{
    return constraint.is(Property::Method, QLatin1StringView("foreign key"));
}

// Foreign keys and checks can be added without a look at the rows.
bool canWait(const CatalogObject& constraint)
{
    return (isForeignKey(constraint) || constraint.is(Property::Method, QLatin1StringView("check")))
        && !constraint.get(Property::Definition).endsWith(notValid);
}

bool isPartitioned(const CatalogObject& part, const SqlContext& context)
{
    const CatalogObject* table = context.to.parentOf(part);
    return table && table->has(Property::PartitionKey);
}

// The index of a partitioned table alone, where the partitions' own are attached to it afterwards.
bool needsOnly(const CatalogObject& part, const SqlContext& context)
{
    return isPartitioned(part, context) && context.stays(part.parent);
}

// WITH and TABLESPACE stand behind the columns: PRIMARY KEY (a) INCLUDE (b) WITH (…) USING INDEX TABLESPACE t DEFERRABLE
QString withStorage(const CatalogObject& constraint)
{
    QString text = constraint.get(Property::Definition);
    QString storage;
    if (constraint.has(Property::Options))
        storage += QStringLiteral(" WITH (") + optionsSql(constraint.get(Property::Options)) + u')';
    if (constraint.has(Property::Tablespace))
        storage += QStringLiteral(" USING INDEX TABLESPACE ") + quoteName(constraint.get(Property::Tablespace));
    if (storage.isEmpty())
        return text;
    for (const auto end : { QLatin1StringView(" WHERE ("), QLatin1StringView(" DEFERRABLE") })
        if (const qsizetype at = text.lastIndexOf(end); at >= 0)
            return text.insert(at, storage);
    return text + storage;
}

QString concurrently(const CatalogObject& index, const SqlContext& context)
{
    const CatalogObject* table = context.from.find(index.parent);
    const bool possible = context.options.concurrently && context.stays(index.parent) && !isPartitioned(index, context)
        && table->kind != ObjectKind::ContinuousAggregate && !isHypertable(*table, context.from);
    return possible ? QStringLiteral("CONCURRENTLY ") : QString();
}

QString alterTableOf(const CatalogObject& part, const Side& side, bool only = false)
{
    const CatalogObject* table = side.parentOf(part);
    return part.kind == ObjectKind::DomainConstraint ? QStringLiteral("ALTER DOMAIN ") + sqlName(*table) + u' '
                                                     : alterTable(*table, only);
}

QString tablespaceOr(const QString& name, const SqlContext& context)
{
    const QString& byItself = context.to.snapshot().defaultTablespace;
    return quoteName(!name.isEmpty() ? name : byItself.isEmpty() ? QStringLiteral("pg_default") : byItself);
}

// Of the indexes of one table only one is clustered on, or the replica identity: the new one takes it from the old.
bool anotherHas(Property property, const CatalogObject& index, const SqlContext& context)
{
    return std::ranges::any_of(context.to.partsOf(index.parent),
        [&](const CatalogObject* part) { return part->key != index.key && part->has(property); });
}

} // namespace

QString constraintClause(const CatalogObject& constraint)
{
    return QStringLiteral("CONSTRAINT ") + quoteName(constraint.name) + u' ' + withStorage(constraint);
}

QStringList addConstraint(const CatalogObject& constraint, const SqlContext& context)
{
    const bool only = !isForeignKey(constraint) && !constraint.is(Property::Method, QLatin1StringView("check"))
        && needsOnly(constraint, context);
    const QString alter = alterTableOf(constraint, context.to, only);
    const QString add = alter + QStringLiteral("ADD ") + constraintClause(constraint);
    const bool wait = context.options.notValid && canWait(constraint) && context.stays(constraint.parent)
        && !isHypertable(*context.to.parentOf(constraint), context.to)
        && !(isForeignKey(constraint) && isPartitioned(constraint, context));
    if (!wait)
        return QStringList(add) + indexSettings(constraint, context);
    return { add + notValid, alter + QStringLiteral("VALIDATE CONSTRAINT ") + quoteName(constraint.name) };
}

QStringList dropConstraint(const CatalogObject& constraint, const SqlContext& context)
{
    return { alterTableOf(constraint, context.from) + QStringLiteral("DROP CONSTRAINT ") + quoteName(constraint.name) };
}

bool onlyNeedsValidation(const CatalogObject& before, const CatalogObject& after)
{
    return before.get(Property::Definition) == after.get(Property::Definition) + notValid;
}

QStringList alterConstraint(const CatalogObject& before, const CatalogObject& after, const QList<Property>& changed,
    const SqlContext& context)
{
    QStringList statements;
    if (changed.contains(Property::Definition))
        statements.append(alterTableOf(after, context.to) + QStringLiteral("VALIDATE CONSTRAINT ")
            + quoteName(after.name));
    return statements + alterIndexSettings(before, after, changed, context);
}

QStringList createIndex(const CatalogObject& index, const SqlContext& context)
{
    QString sql = QStringLiteral("CREATE ") + (index.has(Property::Unique) ? QStringLiteral("UNIQUE ") : QString())
        + QStringLiteral("INDEX ") + concurrently(index, context) + quoteName(index.name) + QStringLiteral(" ON ")
        + (needsOnly(index, context) ? QStringLiteral("ONLY ") : QString()) + tableName(index, context.to)
        + QStringLiteral(" USING ") + index.get(Property::Definition);
    if (index.has(Property::Options))
        sql += QStringLiteral(" WITH (") + optionsSql(index.get(Property::Options)) + u')';
    if (index.has(Property::Tablespace))
        sql += QStringLiteral(" TABLESPACE ") + quoteName(index.get(Property::Tablespace));
    if (index.has(Property::Predicate))
        sql += QStringLiteral(" WHERE ") + index.get(Property::Predicate);
    return QStringList(sql) + indexSettings(index, context);
}

QStringList dropIndex(const CatalogObject& index, const SqlContext& context)
{
    return { QStringLiteral("DROP INDEX ") + concurrently(index, context) + qualifiedName(index.schema, index.name) };
}

QStringList indexSettings(const CatalogObject& index, const SqlContext& context)
{
    QList<Property> set;
    for (const Property property : { Property::Clustered, Property::ReplicaIdentity, Property::Statistics })
        if (index.has(property))
            set.append(property);
    return set.isEmpty() ? QStringList() : alterIndexSettings({}, index, set, context);
}

QStringList alterIndexSettings(const CatalogObject& before, const CatalogObject& after,
    const QList<Property>& changed, const SqlContext& context)
{
    QStringList statements;
    const CatalogObject* table = context.to.parentOf(after);
    const auto has = [&](Property property) { return changed.contains(property); };
    const QString name = quoteName(after.name);
    if (has(Property::Options)) {
        const OptionChanges options = optionChanges(before.get(Property::Options), after.get(Property::Options));
        if (!options.set.isEmpty())
            statements.append(alterIndex(after) + QStringLiteral("SET (") + options.set + u')');
        if (!options.reset.isEmpty())
            statements.append(alterIndex(after) + QStringLiteral("RESET (") + options.reset + u')');
    }
    if (has(Property::Tablespace))
        statements.append(alterIndex(after) + QStringLiteral("SET TABLESPACE ")
            + tablespaceOr(after.get(Property::Tablespace), context));
    if (has(Property::Clustered) && after.has(Property::Clustered))
        statements.append(alterTable(*table) + QStringLiteral("CLUSTER ON ") + name);
    else if (has(Property::Clustered) && !anotherHas(Property::Clustered, after, context))
        statements.append(alterTable(*table) + QStringLiteral("SET WITHOUT CLUSTER"));
    if (has(Property::ReplicaIdentity) && after.has(Property::ReplicaIdentity))
        statements.append(alterTable(*table, true) + QStringLiteral("REPLICA IDENTITY USING INDEX ") + name);
    else if (has(Property::ReplicaIdentity) && !table->has(Property::ReplicaIdentity)
        && !anotherHas(Property::ReplicaIdentity, after, context))
        statements.append(alterTable(*table, true) + QStringLiteral("REPLICA IDENTITY DEFAULT"));
    if (has(Property::Statistics))
        for (const QString& target : after.properties.list(Property::Statistics))
            statements.append(alterIndex(after) + QStringLiteral("ALTER COLUMN ") + target.section(u'=', 0, 0)
                + QStringLiteral(" SET STATISTICS ") + target.section(u'=', 1));
    return statements;
}

QStringList attachIndex(const CatalogObject& index)
{
    if (!index.has(Property::IndexOf))
        return {};
    return { QStringLiteral("ALTER INDEX ") + index.get(Property::IndexOf) + QStringLiteral(" ATTACH PARTITION ")
        + qualifiedName(index.schema, index.name) };
}

} // namespace corridor
