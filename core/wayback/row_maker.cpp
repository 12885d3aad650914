// SPDX-License-Identifier: MIT
#include "wayback/row_maker.h"

#include "catalog/identifier.h"
#include "catalog/sql/names.h"
#include "wayback/constant_rows.h"
#include "wayback/foreign_keys.h"

namespace corridor {

namespace {

constexpr int nullsEvery = 3;

// What the letters before "(" or "[" of a type say; %1 stands for the row's number.
const QHash<QString, QString>& templates()
{
    static const QHash<QString, QString> list {
        { "text", "'seed %1'" }, { "character varying", "'s%1'" }, { "character", "'%1'" }, { "citext", "'seed %1'" },
        { "name", "'s%1'" }, { "smallint", "%1" }, { "integer", "%1" }, { "bigint", "%1" }, { "numeric", "%1" },
        { "real", "%1" }, { "double precision", "%1" }, { "money", "%1" }, { "boolean", "(%1 % 2 = 0)" },
        { "date", "'2020-01-0%1'" }, { "timestamp without time zone", "'2020-01-0%1 10:00'" },
        { "timestamp with time zone", "'2020-01-0%1 10:00Z'" }, { "time without time zone", "'10:0%1'" },
        { "time with time zone", "'10:0%1Z'" }, { "interval", "'%1 days'" }, { "json", "'{\"n\": %1}'" },
        { "jsonb", "'{\"n\": %1}'" }, { "uuid", "'00000000-0000-4000-8000-00000000000%1'" },
        { "bytea", "'\\x0%1'" }, { "inet", "'10.0.0.%1'" }, { "cidr", "'10.0.%1.0/24'" }, { "tsvector", "'seed%1'" },
        { "bit", "B'1'" }, { "xml", "'<n>%1</n>'" }, { "point", "'(%1,%1)'" }, { "macaddr", "'08:00:2b:01:02:0%1'" },
        { "ltree", "'n%1'" }, { "hstore", "'n=>%1'" },
    };
    return list;
}

// "timestamp(3) without time zone" -> "timestamp without time zone"
QString bareType(QString type)
{
    const qsizetype open = type.indexOf(u'(');
    const qsizetype close = type.indexOf(u')', open);
    if (open > 0 && close > open)
        type.remove(open, close - open + 1);
    return type;
}

} // namespace

QString unquoted(const QString& name) { return name.sliced(1, name.size() - 2).replace("\"\"", "\""); }

RowMaker::RowMaker(const CatalogObject& table, const Snapshot& snapshot)
    : m_table(table)
    , m_snapshot(snapshot)
{
    for (const CatalogObject& object : snapshot.objects)
        if (object.kind == ObjectKind::Column && object.parent == table.key)
            m_columns.append(&object);
    for (const QStringList& key : keysOf(table, snapshot))
        m_keys.append(key);
    for (const ForeignKey& key : foreignKeysOf(table, snapshot))
        for (qsizetype i = 0; i < qMin(key.columns.size(), key.referencedColumns.size()); ++i)
            m_references.insert(key.columns[i], { sqlName(*key.references), quoteName(key.referencedColumns[i]) });
}

QStringList RowMaker::allColumns() const
{
    QStringList names;
    for (const CatalogObject* column : m_columns)
        names.append(quoteName(column->name));
    names.sort();
    return names;
}

QString RowMaker::made(const QString& type, int row) const
{
    const QString cast = QStringLiteral("::") + type;
    if (type.endsWith(u"[]"))
        return QStringLiteral("'{}'") + cast;
    for (const CatalogObject& object : m_snapshot.objects) {
        if (displayIdentity(object.schema, object.name) != type)
            continue;
        if (object.kind == ObjectKind::Enum)
            return QStringLiteral("(enum_range(NULL%1))[1 + %2 % array_length(enum_range(NULL%1), 1)]").arg(cast).arg(row);
        if (object.kind == ObjectKind::Domain)
            return QStringLiteral("(%1)").arg(made(object.get(Property::Type), row)) + cast;
    }
    const QString bare = bareType(type);
    const QString known = templates().value(bare.section(u'.', -1), QStringLiteral("'%1'"));
    return QString(known).replace(QStringLiteral("%1"), QString::number(row)) + cast;
}

QString RowMaker::value(const CatalogObject& column, int row) const
{
    if (const auto reference = m_references.constFind(column.name); reference != m_references.constEnd()) {
        if (reference->table != sqlName(m_table))
            return QStringLiteral("(SELECT %1 FROM %2 ORDER BY 1 OFFSET %3 LIMIT 1)")
                .arg(reference->column, reference->table).arg(row - 1);
        return column.has(Property::NotNull) ? made(column.get(Property::Type), row) : QStringLiteral("NULL");
    }
    const bool mayBeNull = !column.has(Property::NotNull) && !m_keys.contains(column.name);
    return mayBeNull && row % nullsEvery == 0 ? QStringLiteral("NULL") : made(column.get(Property::Type), row);
}

QString RowMaker::insert(int first, int last) const
{
    QStringList names, rows;
    for (int row = first; row <= last; ++row) {
        QStringList values;
        for (const CatalogObject* column : m_columns) {
            if (column->has(Property::Generated) || column->is(Property::Identity, QLatin1StringView("always")))
                continue;
            values.append(value(*column, row));
            if (row == first)
                names.append(quoteName(column->name));
        }
        rows.append(u'(' + values.join(QStringLiteral(", ")) + u')');
    }
    if (names.isEmpty())
        return QStringLiteral("INSERT INTO %1 DEFAULT VALUES").arg(sqlName(m_table));
    return QStringLiteral("INSERT INTO %1 (%2) VALUES %3")
        .arg(sqlName(m_table), names.join(QStringLiteral(", ")), rows.join(QStringLiteral(", ")));
}

} // namespace corridor
