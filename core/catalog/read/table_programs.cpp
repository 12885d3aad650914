// SPDX-License-Identifier: MIT
#include "catalog/read/readers.h"

#include "catalog/identifier.h"

namespace corridor {

namespace {

QString enabledWord(char letter)
{
    switch (letter) {
    case 'D': return QStringLiteral("disabled");
    case 'R': return QStringLiteral("replica");
    case 'A': return QStringLiteral("always");
    default: return {};
    }
}

CatalogObject partOf(const CatalogObject& table, ObjectKind kind, const QString& name)
{
    return { .kind = kind, .schema = table.schema, .name = name,
        .key = objectKey(kind, table.identity() + u'.' + displayName(name)), .parent = table.key };
}

const CatalogObject* ownTable(SnapshotBuilder& builder, uint oid)
{
    const CatalogObject* table = builder.relation(oid);
    return table && table->kind != ObjectKind::Extension ? table : nullptr;
}

// Clones on partitions come with the trigger of the parent.
QByteArray triggersSql(int version)
{
    const QByteArray noClones = version >= 130000 ? " and tgparentid = 0" : "";
    return "select oid, tgrelid, tgname, tgenabled, tgconstraint, pg_get_triggerdef(oid) from pg_trigger"
           " where not tgisinternal and oid >= 16384 and tgname <> 'ts_insert_blocker'" + noClones;
}

void readTriggers(const QueryResult& rows, SnapshotBuilder& builder)
{
    for (int i = 0; i < rows.rows(); ++i) {
        Fields fields(rows, i);
        const ObjectAddress address { Catalog::trigger, fields.oid() };
        const CatalogObject* table = ownTable(builder, fields.oid());
        if (!table)
            continue;
        CatalogObject object = partOf(*table, ObjectKind::Trigger, fields.text());
        object.properties.set(Property::Enabled, enabledWord(fields.letter()));
        if (const uint constraint = fields.oid())
            builder.alias({ Catalog::constraint, constraint }, address);
        object.properties.set(Property::Definition, fields.text());
        builder.add(std::move(object), address);
    }
}

QByteArray rulesSql(int)
{
    return "select oid, ev_class, rulename, ev_enabled, case when rulename <> '_RETURN' then pg_get_ruledef(oid) end"
           " from pg_rewrite where oid >= 16384";
}

void readRules(const QueryResult& rows, SnapshotBuilder& builder)
{
    for (int i = 0; i < rows.rows(); ++i) {
        Fields fields(rows, i);
        const ObjectAddress address { Catalog::rewrite, fields.oid() };
        const uint relation = fields.oid();
        const CatalogObject* table = ownTable(builder, relation);
        if (!table)
            continue;
        const QString name = fields.text();
        if (name == u"_RETURN") {
            builder.alias(address, { Catalog::relation, relation });
            continue;
        }
        CatalogObject object = partOf(*table, ObjectKind::Rule, name);
        object.properties.set(Property::Enabled, enabledWord(fields.letter()));
        QString definition = fields.text();
        definition.chop(definition.endsWith(u';') ? 1 : 0);
        object.properties.set(Property::Definition, definition);
        builder.add(std::move(object), address);
    }
}

QByteArray policiesSql(int)
{
    return "select oid, polrelid, polname, polcmd, polpermissive,"
           " (select string_agg(r.rolname, E'\\n' order by r.rolname) from pg_roles r where r.oid = any (polroles)),"
           " pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid) from pg_policy";
}

QString commandWord(char letter)
{
    switch (letter) {
    case 'r': return QStringLiteral("select");
    case 'a': return QStringLiteral("insert");
    case 'w': return QStringLiteral("update");
    case 'd': return QStringLiteral("delete");
    default: return {};
    }
}

void readPolicies(const QueryResult& rows, SnapshotBuilder& builder)
{
    for (int i = 0; i < rows.rows(); ++i) {
        Fields fields(rows, i);
        const ObjectAddress address { Catalog::policy, fields.oid() };
        const CatalogObject* table = ownTable(builder, fields.oid());
        if (!table)
            continue;
        CatalogObject object = partOf(*table, ObjectKind::Policy, fields.text());
        object.properties.set(Property::Command, commandWord(fields.letter()));
        object.properties.set(Property::Permissive, fields.flag() ? QString() : QStringLiteral("no"));
        object.properties.set(Property::Roles, fields.text());
        object.properties.set(Property::Using, fields.text());
        object.properties.set(Property::Check, fields.text());
        builder.add(std::move(object), address);
    }
}

} // namespace

CatalogReaders tableProgramReaders()
{
    return { { triggersSql, readTriggers }, { rulesSql, readRules }, { policiesSql, readPolicies } };
}

} // namespace corridor
