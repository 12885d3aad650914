// SPDX-License-Identifier: MIT
#include "catalog/sql/column_sql.h"

#include "catalog/identifier.h"
#include "catalog/sql/annotations.h"
#include "catalog/sql/conversion.h"
#include "catalog/sql/names.h"
#include "catalog/sql/sequence_sql.h"
#include "catalog/sql/timescale_sql.h"

namespace corridor {

namespace {

const CatalogObject* defaultOf(const CatalogObject& column, const Side& side)
{
    return side.find(objectKey(ObjectKind::Default, column.identity()));
}

QString serialWord(const QString& type)
{
    return type == u"bigint" ? QStringLiteral("BIGSERIAL")
        : type == u"smallint" ? QStringLiteral("SMALLSERIAL") : QStringLiteral("SERIAL");
}

QString identityClause(const CatalogObject& column, const SqlContext& context)
{
    return QStringLiteral("GENERATED ") + column.get(Property::Identity).toUpper() + QStringLiteral(" AS IDENTITY")
        + identityOptions(column, *context.to.parentOf(column));
}

QString generatedClause(const CatalogObject& column)
{
    return QStringLiteral("GENERATED ALWAYS AS (") + column.get(Property::Expression) + QStringLiteral(") ")
        + column.get(Property::Generated).toUpper();
}

// How the column gets its value when none is given.
QString valueClause(const CatalogObject& column, const SqlContext& context)
{
    if (column.has(Property::Generated))
        return u' ' + generatedClause(column);
    if (column.has(Property::Identity) && column.has(Property::Sequence))
        return u' ' + identityClause(column, context);
    const CatalogObject* object = defaultOf(column, context.to);
    return object && context.inlined.contains(object->key)
        ? QStringLiteral(" DEFAULT ") + object->get(Property::Expression) : QString();
}

QString typeClause(const CatalogObject& column, const SqlContext& context)
{
    if (context.serials.contains(column.key))
        return serialWord(column.get(Property::Type));
    QString text = column.get(Property::Type);
    if (column.has(Property::Collation))
        text += QStringLiteral(" COLLATE ") + column.get(Property::Collation);
    if (column.has(Property::Compression))
        text += QStringLiteral(" COMPRESSION ") + column.get(Property::Compression);
    return text;
}

QString alterTableOf(const CatalogObject& column, const Side& side, bool only = false)
{
    const CatalogObject* table = side.parentOf(column);
    return table->kind == ObjectKind::CompositeType ? QStringLiteral("ALTER TYPE ") + sqlName(*table) + u' '
                                                    : alterTable(*table, only);
}

bool isAttribute(const CatalogObject& column, const Side& side)
{
    return side.parentOf(column)->kind == ObjectKind::CompositeType;
}

QString alterColumnOf(const CatalogObject& column, const SqlContext& context, bool only = false)
{
    const bool attribute = isAttribute(column, context.to);
    return alterTableOf(column, context.to, only) + (attribute ? QStringLiteral("ALTER ATTRIBUTE ")
                                                               : QStringLiteral("ALTER COLUMN "))
        + sqlName(column) + u' ';
}

// Whether one unique index or key is over this column alone.
bool isUnique(const CatalogObject& column, const SqlContext& context)
{
    for (const CatalogObject* part : context.to.partsOf(column.parent)) {
        const QString& definition = part->get(Property::Definition);
        const bool unique = part->has(Property::Unique) || part->is(Property::Method, QLatin1StringView("unique"))
            || part->is(Property::Method, QLatin1StringView("primary key"));
        if (unique && !definition.contains(u',') && mentions(definition, column.name))
            return true;
    }
    return false;
}

bool isReferring(const CatalogObject& column, const SqlContext& context)
{
    for (const CatalogObject* dependent : context.to.dependentsOf(column.key))
        if (dependent->parent == column.parent && dependent->is(Property::Method, QLatin1StringView("foreign key")))
            return true;
    return false;
}

QString firstLabel(const CatalogObject& column, const Side& side)
{
    for (const QString& key : column.dependsOn) {
        const CatalogObject* type = side.find(key);
        const QStringList labels = type ? literals(type->get(Property::Values)) : QStringList();
        if (!labels.isEmpty() && !column.get(Property::Type).endsWith(u"[]"))
            return quoteText(labels.first());
    }
    return {};
}

bool hasValueOfItsOwn(const CatalogObject& column, const SqlContext& context)
{
    return !valueClause(column, context).isEmpty() || context.serials.contains(column.key);
}

bool isIntegral(const QString& type) { return type == u"integer" || type == u"bigint" || type == u"smallint"; }

// A required column for rows that have nothing to put there: a stand-in while it is added, and no longer.
QStringList addWithStandIn(const CatalogObject& column, const SqlContext& context)
{
    const bool unique = isUnique(column, context);
    const QString add = alterTableOf(column, context.to) + QStringLiteral("ADD COLUMN ");
    const QString definition = columnDefinition(column, context);
    if (unique && isIntegral(column.get(Property::Type)))
        return { add + definition + QStringLiteral(" GENERATED BY DEFAULT AS IDENTITY"),
            alterColumnOf(column, context) + QStringLiteral("DROP IDENTITY") };
    const QString value = standIn(column.get(Property::Type), unique, firstLabel(column, context.to));
    if (value.isEmpty() || isReferring(column, context))
        return { add + definition };
    return { add + definition + QStringLiteral(" DEFAULT ") + value,
        alterColumnOf(column, context) + QStringLiteral("DROP DEFAULT") };
}

void alterType(QStringList& statements, const CatalogObject& before, const CatalogObject& after,
    const SqlContext& context)
{
    const QString& from = before.get(Property::Type);
    const QString& to = after.get(Property::Type);
    QString sql = alterColumnOf(after, context) + (isAttribute(after, context.to) ? "TYPE " : "SET DATA TYPE ") + to;
    if (after.has(Property::Collation))
        sql += QStringLiteral(" COLLATE ") + after.get(Property::Collation);
    if (isAttribute(after, context.to))
        sql += QStringLiteral(" CASCADE");
    else if (!convertsByItself(from, to) && context.to.parentOf(after)->kind == ObjectKind::Table)
        sql += QStringLiteral(" USING ") + conversion(sqlName(after), from, to);
    statements.append(sql);
}

void alterIdentity(QStringList& statements, const CatalogObject& before, const CatalogObject& after,
    const SqlContext& context)
{
    const QString alter = alterColumnOf(after, context);
    if (!after.has(Property::Identity))
        statements.append(alter + QStringLiteral("DROP IDENTITY"));
    else if (!before.has(Property::Identity))
        statements.append(alter + QStringLiteral("ADD ") + identityClause(after, context));
    else
        statements.append(alter + alterIdentityOptions(before, after));
}

void alterOptions(QStringList& statements, const QString& before, const CatalogObject& after, const SqlContext& context)
{
    const QString& options = after.get(Property::Options);
    const QString alter = alterColumnOf(after, context, true);
    if (context.to.parentOf(after)->kind == ObjectKind::ForeignTable) {
        statements.append(alter + QStringLiteral("OPTIONS (") + foreignOptionChanges(before, options) + u')');
        return;
    }
    const OptionChanges changes = optionChanges(before, options);
    if (!changes.set.isEmpty())
        statements.append(alter + QStringLiteral("SET (") + changes.set + u')');
    if (!changes.reset.isEmpty())
        statements.append(alter + QStringLiteral("RESET (") + changes.reset + u')');
}

// From PostgreSQL 16 on there is a word for it; before, the type's own is named (pg_type.typstorage).
QString ownStorage(const CatalogObject& column, const SqlContext& context)
{
    if (context.version >= 160000)
        return QStringLiteral("DEFAULT");
    const QString& type = column.get(Property::Type);
    const bool isMain = type.startsWith(u"numeric") || type == u"inet" || type == u"cidr";
    return isMain && !type.endsWith(u"[]") ? QStringLiteral("MAIN") : QStringLiteral("EXTENDED");
}

QString settingSql(const CatalogObject& column, Property property, const SqlContext& context)
{
    const QString& value = column.get(property);
    const QString alter = alterColumnOf(column, context, true);
    switch (property) {
    case Property::Storage:
        return alter + QStringLiteral("SET STORAGE ") + (value.isEmpty() ? ownStorage(column, context) : value.toUpper());
    case Property::Compression:
        return alter + QStringLiteral("SET COMPRESSION ") + (value.isEmpty() ? QStringLiteral("default") : value);
    case Property::Statistics:
        return alter + QStringLiteral("SET STATISTICS ") + (value.isEmpty() ? QStringLiteral("-1") : value);
    default: return {};
    }
}

} // namespace

QString columnDefinition(const CatalogObject& column, const SqlContext& context)
{
    if (isAttribute(column, context.to))
        return sqlName(column) + u' ' + typeClause(column, context);
    const bool required = column.has(Property::NotNull);
    return sqlName(column) + u' ' + typeClause(column, context)
        + (required ? QStringLiteral(" NOT NULL") : QString())
        + (context.serials.contains(column.key) ? QString() : valueClause(column, context));
}

QStringList columnSettings(const CatalogObject& column, const SqlContext& context)
{
    QStringList statements;
    for (const Property property : { Property::Storage, Property::Statistics })
        if (column.has(property))
            statements.append(settingSql(column, property, context));
    if (column.has(Property::Options))
        alterOptions(statements, {}, column, context);
    return statements;
}

bool isViewColumn(const CatalogObject& column, const Side& side)
{
    const CatalogObject* parent = side.parentOf(column);
    return column.kind == ObjectKind::Column && parent
        && (parent->kind == ObjectKind::View || parent->kind == ObjectKind::MaterializedView
            || parent->kind == ObjectKind::ContinuousAggregate);
}

QStringList addColumn(const CatalogObject& column, const SqlContext& context)
{
    if (isViewColumn(column, context.to))
        return columnSettings(column, context);
    if (isAttribute(column, context.to))
        return { alterTableOf(column, context.to) + QStringLiteral("ADD ATTRIBUTE ") + columnDefinition(column, context)
            + QStringLiteral(" CASCADE") };
    const bool needsValue = column.has(Property::NotNull) && !hasValueOfItsOwn(column, context);
    if (needsValue && context.options.fillRequired && context.stays(column.parent))
        return addWithStandIn(column, context) + columnSettings(column, context);
    return QStringList(alterTableOf(column, context.to) + QStringLiteral("ADD COLUMN ")
               + columnDefinition(column, context))
        + columnSettings(column, context);
}

QStringList dropColumn(const CatalogObject& column, const SqlContext& context)
{
    if (isViewColumn(column, context.from)) {
        CatalogObject bare = column;
        bare.properties = {};
        const SqlContext back { context.from, context.from, context.options, context.version, {}, {} };
        return annotationSql(&column, bare, back);
    }
    const bool attribute = isAttribute(column, context.from);
    return { alterTableOf(column, context.from) + (attribute ? "DROP ATTRIBUTE " : "DROP COLUMN ") + sqlName(column)
        + (attribute ? " CASCADE" : "") };
}

QStringList alterColumn(const CatalogObject& before, const CatalogObject& after, const QList<Property>& changed,
    const SqlContext& context)
{
    QStringList statements;
    const auto has = [&](auto... properties) { return (changed.contains(properties) || ...); };
    if (has(Property::Generated) && !after.has(Property::Generated))
        statements.append(alterColumnOf(after, context) + QStringLiteral("DROP EXPRESSION"));
    else if (has(Property::Expression) && after.has(Property::Generated))
        statements.append(alterColumnOf(after, context) + QStringLiteral("SET EXPRESSION AS (")
            + after.get(Property::Expression) + u')');
    if (has(Property::Identity) && !after.has(Property::Identity))
        alterIdentity(statements, before, after, context);
    if (has(Property::Type, Property::Collation))
        alterType(statements, before, after, context);
    if (has(Property::NotNull))
        statements.append(alterColumnOf(after, context)
            + (after.has(Property::NotNull) ? QStringLiteral("SET NOT NULL") : QStringLiteral("DROP NOT NULL")));
    if (has(Property::Sequence) && before.has(Property::Sequence) && after.has(Property::Sequence))
        statements.append(QStringLiteral("ALTER SEQUENCE ") + before.get(Property::Sequence) + QStringLiteral(" RENAME TO ")
            + after.get(Property::Sequence).section(u'.', 1));
    const bool numbers = has(Property::Start, Property::Increment, Property::Minimum, Property::Maximum,
        Property::Cache, Property::Cycle);
    if (after.has(Property::Sequence) && (has(Property::Identity) || numbers))
        alterIdentity(statements, before, after, context);
    // A change of type takes storage and compression back to the new type's own.
    const auto isLost = [&](Property property) {
        return has(Property::Type) && property != Property::Statistics && after.has(property);
    };
    for (const Property property : { Property::Storage, Property::Compression, Property::Statistics })
        if (has(property) || isLost(property))
            statements.append(settingSql(after, property, context));
    if (has(Property::Options))
        alterOptions(statements, before.get(Property::Options), after, context);
    return statements;
}

QStringList setDefault(const CatalogObject& object, const SqlContext& context)
{
    const CatalogObject* table = tableOf(object, context.to);
    return { alterTable(*table, !isHypertable(*table, context.to)) + QStringLiteral("ALTER COLUMN ") + sqlName(object)
        + QStringLiteral(" SET DEFAULT ") + object.get(Property::Expression) };
}

QStringList dropDefault(const CatalogObject& object, const SqlContext& context)
{
    const CatalogObject* table = tableOf(object, context.from);
    return { alterTable(*table, !isHypertable(*table, context.from)) + QStringLiteral("ALTER COLUMN ") + sqlName(object)
        + QStringLiteral(" DROP DEFAULT") };
}

} // namespace corridor
