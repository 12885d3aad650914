// SPDX-License-Identifier: MIT
#include "wayback/constant_rows.h"

#include "catalog/identifier.h"
#include "catalog/sql/names.h"
#include "sql/script.h"
#include "wayback/same_object.h"

namespace corridor {

namespace {

using sql::Expression;

// Read by the parser, so that quoted names are what they are.
QStringList columnsOfKey(const CatalogObject& constraint)
{
    const Script script = parseScript(("ALTER TABLE t ADD " + constraint.get(Property::Definition)).toUtf8());
    const auto* alter = script.statements.isEmpty() ? nullptr : script.statements.first().as<sql::AlterTable>();
    return alter && !alter->actions.isEmpty() ? alter->actions.first().constraint.columns : QStringList();
}

// Those of a unique index that holds for all rows; none where one is an expression.
QStringList columnsOfIndex(const CatalogObject& index)
{
    const Script script = parseScript(("CREATE UNIQUE INDEX i ON t USING " + index.get(Property::Definition)).toUtf8());
    const auto* create = script.statements.isEmpty() ? nullptr : script.statements.first().as<sql::CreateIndex>();
    QStringList columns;
    for (const sql::IndexKey& key : create ? create->keys : QList<sql::IndexKey>())
        columns.append(key.column);
    return columns.contains(QString()) ? QStringList() : columns;
}

// The literal as SQL; empty for what is no plain constant.
QString literalSql(const Expression& value)
{
    switch (value.kind) {
    case Expression::Kind::Cast:
        return value.arguments.size() == 1 ? literalSql(value.arguments.front()) : QString();
    case Expression::Kind::Literal:
        return value.isString ? quoteText(value.text) : value.text;
    case Expression::Kind::Boolean:
        return value.text;
    default:
        return {};
    }
}

// The key's values of every row, "('a', 1)"; empty where one is not told.
QStringList keyValues(const sql::DataChange& insert, const QStringList& columns, const QStringList& key)
{
    QStringList rows;
    for (qsizetype row = 0; row < insert.rows; ++row) {
        QStringList values;
        for (const QString& name : key) {
            const qsizetype place = columns.indexOf(name);
            const QString value
                = place < 0 ? QString() : literalSql(insert.values[size_t(row * columns.size() + place)]);
            if (value.isEmpty())
                return {};
            values.append(value);
        }
        rows.append(key.size() == 1 ? values.first() : u'(' + values.join(QStringLiteral(", ")) + u')');
    }
    return rows;
}

QStringList columnsOf(const CatalogObject& table, const Snapshot& snapshot)
{
    QList<const CatalogObject*> columns;
    for (const CatalogObject& object : snapshot.objects)
        if (object.kind == ObjectKind::Column && object.parent == table.key)
            columns.append(&object);
    std::ranges::sort(columns, {}, &CatalogObject::position);
    QStringList names;
    for (const CatalogObject* column : columns)
        names.append(column->name);
    return names;
}

QString quotedList(const QStringList& names)
{
    QStringList quoted;
    for (const QString& name : names)
        quoted.append(quoteName(name));
    const QString list = quoted.join(QStringLiteral(", "));
    return names.size() == 1 ? list : u'(' + list + u')';
}

} // namespace

QList<QStringList> keysOf(const CatalogObject& table, const Snapshot& snapshot)
{
    QList<QStringList> keys;
    for (const CatalogObject& object : snapshot.objects) {
        if (object.parent != table.key)
            continue;
        if (object.kind == ObjectKind::Index && object.has(Property::Unique) && !object.has(Property::Predicate))
            keys.append(columnsOfIndex(object));
        if (object.kind != ObjectKind::Constraint)
            continue;
        const bool primary = object.is(Property::Method, QLatin1StringView("primary key"));
        if (!primary && !object.is(Property::Method, QLatin1StringView("unique")))
            continue;
        primary ? keys.prepend(columnsOfKey(object)) : keys.append(columnsOfKey(object));
    }
    keys.removeAll(QStringList());
    return keys;
}

QString removalOf(const sql::DataChange& insert, const CatalogObject& tableBefore, const CatalogObject& tableAfter,
    const Snapshot& after)
{
    const QStringList all = columnsOf(tableAfter, after);
    const qsizetype width = insert.rows > 0 ? qsizetype(insert.values.size()) / insert.rows : 0;
    const QStringList columns = insert.columns.isEmpty() ? all.first(qMin(width, all.size())) : insert.columns;
    const bool told = insert.rows > 0 && qsizetype(insert.values.size()) == insert.rows * columns.size();
    if (insert.fromQuery || insert.onConflict || !told || tableBefore.key != tableAfter.key)
        return {};
    for (const QStringList& key : keysOf(tableAfter, after)) {
        const bool stays = std::ranges::all_of(key, [&](const QString& name) { return all.contains(name); });
        const QStringList rows = stays && !key.isEmpty() ? keyValues(insert, columns, key) : QStringList();
        if (!rows.isEmpty())
            return QStringLiteral("DELETE FROM %1 WHERE %2 IN (%3)")
                .arg(sqlName(tableAfter), quotedList(key), rows.join(QStringLiteral(", ")));
    }
    return {};
}

} // namespace corridor
