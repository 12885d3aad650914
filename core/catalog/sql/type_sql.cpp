// SPDX-License-Identifier: MIT
#include "catalog/sql/type_sql.h"

#include "catalog/identifier.h"
#include "catalog/sql/column_sql.h"
#include "catalog/sql/names.h"

namespace corridor {

namespace {

QString domainTail(const CatalogObject& domain)
{
    QString tail = QStringLiteral(" AS ") + domain.get(Property::Type);
    if (domain.has(Property::Collation))
        tail += QStringLiteral(" COLLATE ") + domain.get(Property::Collation);
    if (domain.has(Property::Expression))
        tail += QStringLiteral(" DEFAULT ") + domain.get(Property::Expression);
    return domain.has(Property::NotNull) ? tail + QStringLiteral(" NOT NULL") : tail;
}

QString attributes(const CatalogObject& type, const SqlContext& context)
{
    QStringList lines;
    for (const CatalogObject* part : context.to.partsOf(type.key))
        if (part->kind == ObjectKind::Column)
            lines.append(columnDefinition(*part, context));
    return lines.isEmpty() ? QStringLiteral("()") : QStringLiteral("(\n    ") + lines.join(",\n    ") + QStringLiteral("\n)");
}

// Where a label that is added goes: BEFORE or AFTER one that is there by then.
QStringList addLabels(const CatalogObject& before, const CatalogObject& after, const LabelChanges& changes)
{
    QStringList statements;
    QStringList there = literals(before.get(Property::Values));
    for (const auto& [old, now] : changes.renamed)
        there[there.indexOf(old)] = now;
    const QStringList wanted = literals(after.get(Property::Values));
    for (qsizetype i = 0; i < wanted.size(); ++i) {
        if (there.value(i) == wanted[i])
            continue;
        QString place;
        if (i < there.size())
            place = QStringLiteral(" BEFORE ") + quoteText(there[i]);
        statements.append(QStringLiteral("ALTER TYPE ") + sqlName(after) + QStringLiteral(" ADD VALUE ")
            + quoteText(wanted[i]) + place);
        there.insert(i, wanted[i]);
    }
    return statements;
}

// A name that nothing has, for the time between two statements.
QString temporaryName(const CatalogObject& type)
{
    return type.name.left(50) + QStringLiteral("__old");
}

QString bareType(const CatalogObject& column)
{
    return column.get(Property::Type).endsWith(u"[]") ? QStringLiteral("::text[]::") : QStringLiteral("::text::");
}

} // namespace

QStringList createType(const CatalogObject& type, const SqlContext& context)
{
    const QString name = sqlName(type);
    switch (type.kind) {
    case ObjectKind::Enum:
        return { QStringLiteral("CREATE TYPE ") + name + QStringLiteral(" AS ENUM (") + type.get(Property::Values) + u')' };
    case ObjectKind::Domain: return { QStringLiteral("CREATE DOMAIN ") + name + domainTail(type) };
    case ObjectKind::CompositeType:
        return { QStringLiteral("CREATE TYPE ") + name + QStringLiteral(" AS ") + attributes(type, context) };
    default:
        return { QStringLiteral("CREATE TYPE ") + name + QStringLiteral(" AS RANGE ") + type.get(Property::Definition) };
    }
}

QStringList alterType(const CatalogObject& before, const CatalogObject& after, const QList<Property>& changed,
    const SqlContext&)
{
    QStringList statements;
    const QString alter = QStringLiteral("ALTER DOMAIN ") + sqlName(after) + u' ';
    if (changed.contains(Property::Values)) {
        const LabelChanges changes = labelChanges(before, after);
        for (const auto& [old, now] : changes.renamed)
            statements.append(QStringLiteral("ALTER TYPE ") + sqlName(after) + QStringLiteral(" RENAME VALUE ")
                + quoteText(old) + QStringLiteral(" TO ") + quoteText(now));
        statements += addLabels(before, after, changes);
    }
    if (changed.contains(Property::Expression))
        statements.append(alter + (after.has(Property::Expression)
            ? QStringLiteral("SET DEFAULT ") + after.get(Property::Expression) : QStringLiteral("DROP DEFAULT")));
    if (changed.contains(Property::NotNull))
        statements.append(alter + (after.has(Property::NotNull) ? QStringLiteral("SET NOT NULL")
                                                                : QStringLiteral("DROP NOT NULL")));
    return statements;
}

LabelChanges labelChanges(const CatalogObject& before, const CatalogObject& after)
{
    LabelChanges changes;
    const QStringList had = literals(before.get(Property::Values));
    const QStringList has = literals(after.get(Property::Values));
    QStringList stays;
    for (qsizetype i = 0; i < had.size(); ++i) {
        const qsizetype same = before.partOids.isEmpty() ? -1 : after.partOids.indexOf(before.partOids.value(i));
        if (same >= 0 && has.value(same) != had[i]) {
            changes.renamed.emplaceBack(had[i], has[same]);
            stays.append(has[same]);
        } else if (has.contains(had[i])) {
            stays.append(had[i]);
        } else {
            changes.removed.append(had[i]);
        }
    }
    QStringList order;
    for (const QString& label : has)
        (stays.contains(label) ? order : changes.added).append(label);
    changes.reordered = order != stays;
    return changes;
}

QStringList swapType(const CatalogObject& before, const CatalogObject& after,
    const QList<const CatalogObject*>& columns, const SqlContext& context)
{
    const QString kind = QString::fromLatin1(kindSql(after.kind));
    const QString aside = temporaryName(before);
    QStringList statements { QStringLiteral("ALTER ") + kind + u' ' + sqlName(before) + QStringLiteral(" RENAME TO ")
        + quoteName(aside) };
    statements += createType(after, context);
    for (const CatalogObject* column : columns)
        statements.append(alterTable(*context.to.parentOf(*column)) + QStringLiteral("ALTER COLUMN ")
            + sqlName(*column) + QStringLiteral(" SET DATA TYPE ") + column->get(Property::Type)
            + QStringLiteral(" USING ") + sqlName(*column) + bareType(*column) + column->get(Property::Type));
    statements.append(QStringLiteral("DROP ") + kind + u' ' + qualifiedName(before.schema, aside));
    return statements;
}

} // namespace corridor
