// SPDX-License-Identifier: MIT
#include "catalog/sql/program_sql.h"

#include "catalog/identifier.h"
#include "catalog/sql/names.h"
#include "catalog/sql/sequence_sql.h"

namespace corridor {

namespace {

QString viewTail(const CatalogObject& view)
{
    QString tail;
    if (view.has(Property::AccessMethod))
        tail += QStringLiteral(" USING ") + quoteName(view.get(Property::AccessMethod));
    if (view.has(Property::Options))
        tail += QStringLiteral(" WITH (") + optionsSql(view.get(Property::Options)) + u')';
    if (view.has(Property::Tablespace))
        tail += QStringLiteral(" TABLESPACE ") + quoteName(view.get(Property::Tablespace));
    return tail;
}

QString viewText(const CatalogObject& view, bool replace)
{
    const bool materialized = view.kind == ObjectKind::MaterializedView;
    QString text = QStringLiteral("CREATE ") + (replace ? QStringLiteral("OR REPLACE ") : QString())
        + (materialized ? QStringLiteral("MATERIALIZED VIEW ") : QStringLiteral("VIEW ")) + sqlName(view)
        + viewTail(view) + QStringLiteral(" AS\n ") + view.get(Property::Definition);
    if (materialized && view.has(Property::Populated))
        text += QStringLiteral("\nWITH NO DATA");
    return text;
}

QString roleList(const CatalogObject& policy)
{
    QStringList names;
    for (const QString& role : policy.properties.list(Property::Roles))
        names.append(quoteName(role));
    return names.isEmpty() ? QStringLiteral("PUBLIC") : names.join(QStringLiteral(", "));
}

QString enableWord(const QString& state)
{
    if (state == u"disabled")
        return QStringLiteral("DISABLE ");
    return state.isEmpty() ? QStringLiteral("ENABLE ") : QStringLiteral("ENABLE ") + state.toUpper() + u' ';
}

QStringList withState(const QString& sql, const CatalogObject& object, const SqlContext& context)
{
    return object.has(Property::Enabled) ? QStringList(sql) + setEnabled(object, context) : QStringList(sql);
}

} // namespace

QStringList createView(const CatalogObject& view, const SqlContext&) { return { viewText(view, false) }; }

bool canReplaceView(const CatalogObject& before, const CatalogObject& after)
{
    if (before.kind != ObjectKind::View)
        return false;
    const QStringList had = before.properties.list(Property::Columns);
    return after.properties.list(Property::Columns).first(qMin(had.size(), after.properties.list(Property::Columns).size()))
        == had;
}

QStringList alterView(const CatalogObject& before, const CatalogObject& after, const QList<Property>& changed,
    const SqlContext& context)
{
    QStringList statements;
    if (changed.contains(Property::Definition))
        statements.append(viewText(after, true));
    else if (changed.contains(Property::Options)) {
        const OptionChanges options = optionChanges(before.get(Property::Options), after.get(Property::Options));
        if (!options.set.isEmpty())
            statements.append(alterTable(after) + QStringLiteral("SET (") + options.set + u')');
        if (!options.reset.isEmpty())
            statements.append(alterTable(after) + QStringLiteral("RESET (") + options.reset + u')');
    }
    if (changed.contains(Property::AccessMethod))
        statements.append(alterTable(after) + QStringLiteral("SET ACCESS METHOD ")
            + quoteName(after.has(Property::AccessMethod) ? after.get(Property::AccessMethod) : QStringLiteral("heap")));
    if (changed.contains(Property::Tablespace))
        statements.append(alterTable(after) + QStringLiteral("SET TABLESPACE ")
            + quoteName(after.has(Property::Tablespace) ? after.get(Property::Tablespace) : QStringLiteral("pg_default")));
    Q_UNUSED(context)
    return statements;
}

QStringList createRoutine(const CatalogObject& routine)
{
    if (routine.kind != ObjectKind::Aggregate)
        return { routine.get(Property::Definition) };
    return { QStringLiteral("CREATE AGGREGATE ") + sqlName(routine) + u' ' + routine.get(Property::Definition) };
}

bool canReplaceRoutine(const CatalogObject& before, const CatalogObject& after)
{
    return before.kind != ObjectKind::Aggregate && before.get(Property::Returns) == after.get(Property::Returns)
        && before.get(Property::Arguments) == after.get(Property::Arguments);
}

QStringList createTrigger(const CatalogObject& trigger, const SqlContext& context)
{
    return withState(trigger.get(Property::Definition), trigger, context);
}

QStringList createRule(const CatalogObject& rule, const SqlContext& context)
{
    return withState(rule.get(Property::Definition), rule, context);
}

QStringList createPolicy(const CatalogObject& policy, const SqlContext& context)
{
    QString sql = QStringLiteral("CREATE POLICY ") + sqlName(policy) + QStringLiteral(" ON ")
        + tableName(policy, context.to);
    if (policy.has(Property::Permissive))
        sql += QStringLiteral(" AS RESTRICTIVE");
    if (policy.has(Property::Command))
        sql += QStringLiteral(" FOR ") + policy.get(Property::Command).toUpper();
    if (policy.has(Property::Roles))
        sql += QStringLiteral(" TO ") + roleList(policy);
    if (policy.has(Property::Using))
        sql += QStringLiteral(" USING (") + policy.get(Property::Using) + u')';
    if (policy.has(Property::Check))
        sql += QStringLiteral(" WITH CHECK (") + policy.get(Property::Check) + u')';
    return { sql };
}

bool canAlterPolicy(const CatalogObject& before, const CatalogObject& after, const QList<Property>& changed)
{
    const auto vanishes = [&](Property property) { return before.has(property) && !after.has(property); };
    return !changed.contains(Property::Command) && !changed.contains(Property::Permissive)
        && !vanishes(Property::Using) && !vanishes(Property::Check);
}

QStringList alterPolicy(const CatalogObject& after, const QList<Property>& changed, const SqlContext& context)
{
    QString sql = QStringLiteral("ALTER POLICY ") + sqlName(after) + QStringLiteral(" ON ") + tableName(after, context.to);
    const qsizetype bare = sql.size();
    if (changed.contains(Property::Roles))
        sql += QStringLiteral(" TO ") + roleList(after);
    if (changed.contains(Property::Using))
        sql += QStringLiteral(" USING (") + after.get(Property::Using) + u')';
    if (changed.contains(Property::Check))
        sql += QStringLiteral(" WITH CHECK (") + after.get(Property::Check) + u')';
    return sql.size() == bare ? QStringList() : QStringList(sql);
}

QStringList setEnabled(const CatalogObject& object, const SqlContext& context)
{
    const CatalogObject* table = tableOf(object, context.to);
    return { QStringLiteral("ALTER TABLE ") + sqlName(*table) + u' ' + enableWord(object.get(Property::Enabled))
        + QString::fromLatin1(kindSql(object.kind)) + u' ' + sqlName(object) };
}

} // namespace corridor
