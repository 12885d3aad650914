// SPDX-License-Identifier: MIT
#include "wayback/keep_data.h"

#include "catalog/identifier.h"
#include "catalog/sql/names.h"
#include "wayback/constant_rows.h"
#include "wayback/same_object.h"

namespace corridor {

namespace {

constexpr qsizetype longestName = 63;

class Keeper {
public:
    Keeper(const Snapshot& before, const Snapshot& after, const WayBackOptions& options)
        : m_before(before)
        , m_after(after)
        , m_options(options)
    {
        m_kept.target = before;
    }

    Kept keep()
    {
        for (const CatalogObject& object : m_after.objects)
            if (isMade(object))
                m_options.keepData == KeepData::SideTable ? copy(object) : rename(object);
        if (!m_kept.kept.isEmpty())
            addSchema();
        return std::move(m_kept);
    }

private:
    // A table, or a column of a table that stays, that was not there before and holds rows.
    bool isMade(const CatalogObject& object) const
    {
        if (sameObject(m_before, object) || m_before.contains(object.key))
            return false;
        if (object.kind == ObjectKind::Table)
            return !object.has(Property::PartitionOf);
        const CatalogObject* table = object.kind == ObjectKind::Column ? m_after.find(object.parent) : nullptr;
        return table && table->kind == ObjectKind::Table && !object.has(Property::Generated)
            && !table->has(Property::PartitionOf) && sameObject(m_before, *table);
    }

    QString keptName(const QString& name) const
    {
        const QString stamp = m_options.migration.section(u'_', 0, 0);
        return name.left(longestName - stamp.size() - 1) + u'_' + stamp;
    }

    // A type that goes with the way back cannot stay in a kept table.
    QString columnSql(const CatalogObject& column) const
    {
        const QString name = quoteName(column.name);
        const bool plain
            = std::ranges::none_of(column.dependsOn, [&](const QString& key) { return !m_before.contains(key); });
        return plain ? name : name + QStringLiteral("::text AS ") + name;
    }

    QStringList columnsOf(const CatalogObject& table, const QStringList& only = {}) const
    {
        QStringList list;
        for (const CatalogObject& object : m_after.objects)
            if (object.kind == ObjectKind::Column && object.parent == table.key
                && (only.isEmpty() || only.contains(object.name)))
                list.append(columnSql(object));
        return list;
    }

    void note(const CatalogObject& object, const QString& place)
    {
        const QString what = (object.kind == ObjectKind::Table ? QStringLiteral("the rows of table ")
                                                               : QStringLiteral("the data of column "))
            + object.identity();
        m_kept.saves.append(what);
        m_kept.kept.append(what + QStringLiteral(" in ") + place);
    }

    void copy(const CatalogObject& object)
    {
        const CatalogObject& table = object.kind == ObjectKind::Table ? object : *m_after.find(object.parent);
        QStringList columns = columnsOf(table);
        if (object.kind == ObjectKind::Column) {
            const QList<QStringList> keys = keysOf(table, m_after);
            columns = columnsOf(table, (keys.isEmpty() ? QStringList() : keys.first()) + QStringList { object.name });
        }
        const QString name = keptName(object.kind == ObjectKind::Table ? table.name : table.name + u'_' + object.name);
        m_kept.statements.append(QStringLiteral("CREATE TABLE %1 AS SELECT %2 FROM %3")
                .arg(qualifiedName(keptSchema, name), columns.join(QStringLiteral(", ")), sqlName(table)));
        note(object, displayIdentity(keptSchema, name));
    }

    // It would move with the table, while its name is wanted gone.
    bool ownsSequence(const CatalogObject& object) const
    {
        const QString owner = object.kind == ObjectKind::Table
            ? sqlName(object) + u'.'
            : sqlName(*m_after.find(object.parent)) + u'.' + quoteName(object.name);
        return std::ranges::any_of(m_after.objects, [&](const CatalogObject& other) {
            return other.kind == ObjectKind::Sequence && other.get(Property::OwnedBy).startsWith(owner);
        });
    }

    void rename(const CatalogObject& object)
    {
        const bool plain = std::ranges::none_of(m_after.objects, [&](const CatalogObject& other) {
            const bool part
                = other.key == object.key || (other.kind == ObjectKind::Column && other.parent == object.key);
            return part
                && std::ranges::any_of(other.dependsOn, [&](const QString& key) { return !m_before.contains(key); });
        });
        if (!plain || ownsSequence(object))
            return copy(object);
        object.kind == ObjectKind::Table ? moveTable(object) : renameColumn(object);
    }

    // Only its columns come along; what would bind rows of others to it, or it to them, does not.
    void moveTable(const CatalogObject& table)
    {
        CatalogObject moved = table;
        moved.schema = keptSchema;
        moved.name = keptName(table.name);
        moved.key = objectKey(table.kind, displayIdentity(moved.schema, moved.name));
        for (const CatalogObject& object : m_after.objects)
            if (object.kind == ObjectKind::Column && object.parent == table.key)
                addColumn(object, moved, object.name);
        add(moved);
        m_kept.renames.append({ .before = table.key, .after = moved.key });
        note(table, moved.identity());
    }

    void renameColumn(const CatalogObject& column)
    {
        const CatalogObject* table = sameObject(m_before, *m_after.find(column.parent));
        const QString name = keptName(column.name);
        const QString key = addColumn(column, *table, name);
        m_kept.renames.append({ .before = column.key, .after = key });
        note(column, table->identity() + u'.' + displayName(name));
    }

    QString addColumn(const CatalogObject& column, const CatalogObject& table, const QString& name)
    {
        CatalogObject kept = column;
        kept.schema = table.schema;
        kept.name = name;
        kept.parent = table.key;
        kept.key = objectKey(ObjectKind::Column, table.identity() + u'.' + displayName(name));
        kept.properties.remove(Property::NotNull);
        kept.properties.remove(Property::Identity);
        kept.properties.remove(Property::Sequence);
        add(kept);
        return kept.key;
    }

    void add(CatalogObject object)
    {
        object.address = {}; // a thing of its own, told by the renames
        m_kept.target.objects.append(std::move(object));
    }

    void addSchema()
    {
        m_kept.statements.prepend(QStringLiteral("CREATE SCHEMA IF NOT EXISTS %1").arg(quoteName(QString(keptSchema))));
        std::ranges::sort(m_kept.target.objects, {}, &CatalogObject::key);
    }

    const Snapshot& m_before;
    const Snapshot& m_after;
    const WayBackOptions& m_options;
    Kept m_kept;
};

} // namespace

Kept keepData(const Snapshot& before, const Snapshot& after, const WayBackOptions& options)
{
    if (options.keepData == KeepData::None)
        return { .target = before };
    return Keeper(before, after, options).keep();
}

} // namespace corridor
