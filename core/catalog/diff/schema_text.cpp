// SPDX-License-Identifier: MIT
#include "catalog/schema_text.h"

#include "catalog/diff/hosts.h"
#include "catalog/diff/sql_context.h"
#include "catalog/sql/object_sql.h"

namespace corridor {

namespace {

bool comesWithParent(const CatalogObject& object, const SqlContext& context)
{
    return object.kind == ObjectKind::Column || context.inlined.contains(object.key);
}

} // namespace

SchemaText::SchemaText(const Snapshot& snapshot)
    : m_snapshot(snapshot)
    , m_side(m_snapshot)
    , m_empty(m_nothing)
{
}

QString SchemaText::rootOf(const QString& key) const
{
    const CatalogObject* object = m_side.find(key);
    while (object && !object->parent.isEmpty())
        object = m_side.parentOf(*object);
    return object ? object->key : QString();
}

void SchemaText::add(QStringList& statements, const CatalogObject& object, const SqlContext& context) const
{
    if (!comesWithParent(object, context)) {
        const QString reason = unsupportedReason(object.kind);
        statements += reason.isEmpty()
            ? createSql(object, context)
            : QStringList(QStringLiteral("-- ") + object.key + QStringLiteral(": ") + reason);
    }
    for (const CatalogObject* part : m_side.partsOf(object.key))
        add(statements, *part, context);
}

QString SchemaText::of(const QString& key) const
{
    const CatalogObject* object = m_side.find(key);
    if (!object)
        return {};
    const DiffOptions options;
    SqlContext context { m_empty, m_side, options, m_snapshot.serverVersion, {}, {} };
    for (const CatalogObject* part : m_side.partsOf(key)) {
        if (canInline(*part, m_side))
            context.inlined.insert(part->key);
        for (const CatalogObject* value : m_side.partsOf(part->key)) // a column's default
            if (canInline(*value, m_side))
                context.inlined.insert(value->key);
    }
    QStringList statements;
    add(statements, *object, context);
    return statements.isEmpty() ? QString() : statements.join(QStringLiteral(";\n")) + QStringLiteral(";\n");
}

} // namespace corridor
