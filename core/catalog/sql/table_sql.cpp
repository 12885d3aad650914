// SPDX-License-Identifier: MIT
#include "catalog/sql/table_sql.h"

#include "catalog/identifier.h"
#include "catalog/sql/column_sql.h"
#include "catalog/sql/constraint_sql.h"
#include "catalog/sql/conversion.h"
#include "catalog/sql/names.h"
#include "catalog/sql/sequence_sql.h"

namespace corridor {

namespace {

// A child of plain inheritance gets these from its parents; a partition is made whole, and attached.
bool comesFromParent(const CatalogObject& part, const CatalogObject& table)
{
    return table.has(Property::Inherits) && part.is(Property::InheritedFrom, QLatin1StringView("yes"));
}

QStringList elements(const CatalogObject& table, const SqlContext& context)
{
    QStringList lines;
    for (const CatalogObject* part : context.to.partsOf(table.key)) {
        if (comesFromParent(*part, table))
            continue;
        if (part->kind == ObjectKind::Column && !table.has(Property::OfType))
            lines.append(columnDefinition(*part, context));
        else if (part->kind == ObjectKind::Constraint && context.inlined.contains(part->key))
            lines.append(constraintClause(*part));
    }
    return lines;
}

QString tableKeyword(const CatalogObject& table)
{
    if (table.kind == ObjectKind::ForeignTable)
        return QStringLiteral("CREATE FOREIGN TABLE ");
    return table.has(Property::Persistence) ? QStringLiteral("CREATE UNLOGGED TABLE ") : QStringLiteral("CREATE TABLE ");
}

// name 'value' of foreign tables, name='value' of ours
QString foreignOptions(const QString& options)
{
    QStringList list;
    for (const QString& option : options.split(u'\n', Qt::SkipEmptyParts))
        list.append(quoteName(option.section(u'=', 0, 0)) + u' ' + quoteText(option.section(u'=', 1)));
    return list.join(QStringLiteral(", "));
}

QString foreignTail(const CatalogObject& table)
{
    QString tail = QStringLiteral(" SERVER ") + quoteName(table.get(Property::Server));
    if (table.has(Property::Options))
        tail += QStringLiteral(" OPTIONS (") + foreignOptions(table.get(Property::Options)) + u')';
    return tail;
}

QString tail(const CatalogObject& table)
{
    QString text;
    if (table.has(Property::Inherits))
        text += QStringLiteral(" INHERITS (") + table.properties.list(Property::Inherits).join(", ") + u')';
    if (table.kind == ObjectKind::ForeignTable)
        return text + foreignTail(table);
    if (table.has(Property::PartitionKey))
        text += QStringLiteral(" PARTITION BY ") + table.get(Property::PartitionKey);
    if (table.has(Property::AccessMethod))
        text += QStringLiteral(" USING ") + quoteName(table.get(Property::AccessMethod));
    if (table.has(Property::Options))
        text += QStringLiteral(" WITH (") + optionsSql(table.get(Property::Options)) + u')';
    if (table.has(Property::Tablespace))
        text += QStringLiteral(" TABLESPACE ") + quoteName(table.get(Property::Tablespace));
    return text;
}

QString rowSecuritySql(const QString& alter, bool force, bool on)
{
    if (force)
        return alter + (on ? QStringLiteral("FORCE ROW LEVEL SECURITY") : QStringLiteral("NO FORCE ROW LEVEL SECURITY"));
    return alter + (on ? QStringLiteral("ENABLE ROW LEVEL SECURITY") : QStringLiteral("DISABLE ROW LEVEL SECURITY"));
}

QStringList rowSecurity(const CatalogObject& table, const QString& before)
{
    QStringList statements;
    const QString& after = table.get(Property::RowSecurity);
    const auto differs = [&](const QString& word) { return before.contains(word) != after.contains(word); };
    if (differs(QStringLiteral("enabled")))
        statements.append(rowSecuritySql(alterTable(table), false, after.contains(u"enabled")));
    if (differs(QStringLiteral("forced")))
        statements.append(rowSecuritySql(alterTable(table), true, after.contains(u"forced")));
    return statements;
}

QString replicaIdentity(const CatalogObject& table)
{
    const QString& value = table.get(Property::ReplicaIdentity);
    return alterTable(table, true) + QStringLiteral("REPLICA IDENTITY ")
        + (value.isEmpty() ? QStringLiteral("DEFAULT") : value.toUpper());
}

// Columns of a typed or inheriting table that add something to what they are given.
QStringList inheritedSettings(const CatalogObject& table, const SqlContext& context)
{
    QStringList statements;
    for (const CatalogObject* part : context.to.partsOf(table.key)) {
        const bool given = part->kind == ObjectKind::Column
            && (comesFromParent(*part, table) || table.has(Property::OfType));
        if (given && part->has(Property::NotNull))
            statements.append(alterTable(table) + QStringLiteral("ALTER COLUMN ") + sqlName(*part)
                + QStringLiteral(" SET NOT NULL"));
    }
    return statements;
}

QString storageWord(const QString& persistence)
{
    return persistence.isEmpty() ? QStringLiteral("SET LOGGED") : QStringLiteral("SET UNLOGGED");
}

void alterInheritance(QStringList& statements, const CatalogObject& before, const CatalogObject& after)
{
    const QStringList had = before.properties.list(Property::Inherits);
    const QStringList has = after.properties.list(Property::Inherits);
    for (const QString& parent : had)
        if (!has.contains(parent))
            statements.append(alterTable(after) + QStringLiteral("NO INHERIT ") + parent);
    for (const QString& parent : has)
        if (!had.contains(parent))
            statements.append(alterTable(after) + QStringLiteral("INHERIT ") + parent);
}

void alterOptions(QStringList& statements, const CatalogObject& before, const CatalogObject& after)
{
    if (after.kind == ObjectKind::ForeignTable) {
        const auto changes = foreignOptionChanges(before.get(Property::Options), after.get(Property::Options));
        statements.append(alterTable(after) + QStringLiteral("OPTIONS (") + changes + u')');
        return;
    }
    const OptionChanges options = optionChanges(before.get(Property::Options), after.get(Property::Options));
    if (!options.set.isEmpty())
        statements.append(alterTable(after) + QStringLiteral("SET (") + options.set + u')');
    if (!options.reset.isEmpty())
        statements.append(alterTable(after) + QStringLiteral("RESET (") + options.reset + u')');
}

} // namespace

QStringList createTable(const CatalogObject& table, const SqlContext& context)
{
    const QStringList lines = elements(table, context);
    QString body = QStringLiteral(" (\n    ") + lines.join(QStringLiteral(",\n    ")) + QStringLiteral("\n)");
    if (lines.isEmpty())
        body = QStringLiteral(" ()");
    if (table.has(Property::OfType))
        body = QStringLiteral(" OF ") + table.get(Property::OfType) + (lines.isEmpty() ? QString() : body);
    QStringList statements { tableKeyword(table) + sqlName(table) + body + tail(table) };
    statements += inheritedSettings(table, context);
    for (const CatalogObject* part : context.to.partsOf(table.key))
        if (part->kind == ObjectKind::Column)
            statements += columnSettings(*part, context);
    return statements + tableSettings(table);
}

static QString waitingRows(const CatalogObject& table)
{
    return qualifiedName(table.schema, table.name.left(50) + QStringLiteral("__rows"));
}

QStringList saveRows(const CatalogObject& table)
{
    return { QStringLiteral("CREATE TABLE ") + waitingRows(table) + QStringLiteral(" AS TABLE ") + sqlName(table) };
}

QStringList bringRowsBack(const CatalogObject& table, const SqlContext& context)
{
    QStringList columns, values;
    for (const CatalogObject* part : context.to.partsOf(table.key)) {
        const CatalogObject* before = context.from.find(part->key);
        if (part->kind != ObjectKind::Column || part->has(Property::Generated) || !before)
            continue;
        columns.append(sqlName(*part));
        const QString& was = before->get(Property::Type);
        const QString& is = part->get(Property::Type);
        values.append(was == is ? sqlName(*part) : conversion(sqlName(*part), was, is));
    }
    const QString list = columns.join(QStringLiteral(", "));
    if (columns.isEmpty())
        return { QStringLiteral("DROP TABLE ") + waitingRows(table) };
    return { QStringLiteral("INSERT INTO ") + sqlName(table) + QStringLiteral(" (") + list + QStringLiteral(") SELECT ")
            + values.join(QStringLiteral(", ")) + QStringLiteral(" FROM ") + waitingRows(table),
        QStringLiteral("DROP TABLE ") + waitingRows(table) };
}

QStringList tableSettings(const CatalogObject& table)
{
    QStringList statements = rowSecurity(table, QString());
    if (table.has(Property::ReplicaIdentity))
        statements.append(replicaIdentity(table));
    return statements;
}

QStringList alterTable(const CatalogObject& before, const CatalogObject& after, const QList<Property>& changed,
    const SqlContext& context)
{
    QStringList statements;
    const auto has = [&](Property property) { return changed.contains(property); };
    if (has(Property::Options))
        alterOptions(statements, before, after);
    if (has(Property::Persistence))
        statements.append(alterTable(after) + storageWord(after.get(Property::Persistence)));
    if (has(Property::AccessMethod))
        statements.append(alterTable(after) + QStringLiteral("SET ACCESS METHOD ")
            + quoteName(after.has(Property::AccessMethod) ? after.get(Property::AccessMethod) : QStringLiteral("heap")));
    if (has(Property::Tablespace)) {
        const QString& space = after.get(Property::Tablespace);
        const QString& byItself = context.to.snapshot().defaultTablespace;
        statements.append(alterTable(after) + QStringLiteral("SET TABLESPACE ")
            + quoteName(!space.isEmpty() ? space : byItself.isEmpty() ? QStringLiteral("pg_default") : byItself));
    }
    if (has(Property::RowSecurity))
        statements += rowSecurity(after, before.get(Property::RowSecurity));
    if (has(Property::ReplicaIdentity))
        statements.append(replicaIdentity(after));
    if (has(Property::Inherits))
        alterInheritance(statements, before, after);
    if (has(Property::OfType))
        statements.append(alterTable(after)
            + (after.has(Property::OfType) ? QStringLiteral("OF ") + after.get(Property::OfType) : QStringLiteral("NOT OF")));
    return statements;
}

QStringList attachPartition(const CatalogObject& table, const SqlContext&)
{
    if (!table.has(Property::PartitionOf))
        return {};
    return { QStringLiteral("ALTER TABLE ONLY ") + table.get(Property::PartitionOf)
        + QStringLiteral(" ATTACH PARTITION ") + sqlName(table) + u' ' + table.get(Property::Bound) };
}

QStringList detachPartition(const CatalogObject& table, const SqlContext&)
{
    if (!table.has(Property::PartitionOf))
        return {};
    return { QStringLiteral("ALTER TABLE ") + table.get(Property::PartitionOf) + QStringLiteral(" DETACH PARTITION ")
        + sqlName(table) };
}

} // namespace corridor
