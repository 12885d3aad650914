// SPDX-License-Identifier: MIT
#include "catalog/read/readers.h"

#include "catalog/identifier.h"

namespace corridor {

namespace {

QByteArray relationsSql(int)
{
    return R"(
select c.oid, c.relkind, c.relname, c.relnamespace, c.relowner, array_to_string(c.relacl, E'\n'), c.reltype,
  c.relpersistence, array_to_string(c.reloptions, E'\n'), array_to_string(t.reloptions, E'\ntoast.'),
  c.relrowsecurity, c.relforcerowsecurity, c.relreplident,
  case when c.relispartition then pg_get_expr(c.relpartbound, c.oid) end,
  case when c.relkind = 'p' then pg_get_partkeydef(c.oid) end,
  case when c.reloftype <> 0 then format_type(c.reloftype, null) end,
  case when c.relam not in (0, 2) then (select amname from pg_am a where a.oid = c.relam) end,
  (select spcname from pg_tablespace s where s.oid = c.reltablespace),
  case when c.relkind in ('v', 'm') then pg_get_viewdef(c.oid) end,
  c.relispopulated, f.srvname, array_to_string(ft.ftoptions, E'\n')
from pg_class c
left join pg_class t on t.oid = c.reltoastrelid and t.reloptions is not null
left join pg_foreign_table ft on ft.ftrelid = c.oid
left join pg_foreign_server f on f.oid = ft.ftserver
where c.oid >= 16384 and c.relkind in ('r', 'p', 'v', 'm', 'f', 'c', 'S') and c.relpersistence <> 't')";
}

ObjectKind kindOf(char relkind)
{
    switch (relkind) {
    case 'v': return ObjectKind::View;
    case 'm': return ObjectKind::MaterializedView;
    case 'f': return ObjectKind::ForeignTable;
    case 'c': return ObjectKind::CompositeType;
    case 'S': return ObjectKind::Sequence;
    default: return ObjectKind::Table;
    }
}

QString rowSecurity(bool enabled, bool forced)
{
    if (!enabled)
        return forced ? QStringLiteral("forced") : QString();
    return forced ? QStringLiteral("enabled, forced") : QStringLiteral("enabled");
}

QString replicaIdentity(char letter)
{
    return letter == 'f' ? QStringLiteral("full") : letter == 'n' ? QStringLiteral("nothing") : QString();
}

QString joinedOptions(const QString& own, const QString& toast)
{
    if (toast.isEmpty())
        return own;
    return own + (own.isEmpty() ? "" : "\n") + QStringLiteral("toast.") + toast;
}

// The deparser's text without the space before and the semicolon after it.
QString trimmedQuery(QString text)
{
    text = text.trimmed();
    text.chop(text.endsWith(u';') ? 1 : 0);
    return text;
}

void readDetails(Fields& fields, CatalogObject& object)
{
    Properties& facts = object.properties;
    facts.set(Property::Persistence, fields.letter() == 'u' ? QStringLiteral("unlogged") : QString());
    const QString options = fields.text();
    facts.set(Property::Options, joinedOptions(options, fields.text()));
    const bool enabled = fields.flag();
    facts.set(Property::RowSecurity, rowSecurity(enabled, fields.flag()));
    const char identity = fields.letter();
    const bool hasIdentity = object.kind == ObjectKind::Table || object.kind == ObjectKind::MaterializedView;
    facts.set(Property::ReplicaIdentity, hasIdentity ? replicaIdentity(identity) : QString());
    facts.set(Property::Bound, fields.text());
    facts.set(Property::PartitionKey, fields.text());
    facts.set(Property::OfType, fields.text());
    facts.set(Property::AccessMethod, fields.text());
    facts.set(Property::Tablespace, fields.text());
    facts.set(Property::Definition, trimmedQuery(fields.text()));
    facts.set(Property::Populated, fields.flag() ? QString() : QStringLiteral("no"));
    facts.set(Property::Server, fields.text());
    if (object.kind == ObjectKind::ForeignTable)
        facts.set(Property::Options, fields.text());
}

void readRelation(Fields& fields, SnapshotBuilder& builder)
{
    const uint oid = fields.oid();
    const ObjectKind kind = kindOf(fields.letter());
    const QString name = fields.text();
    const uint space = fields.oid();
    if (!builder.hasSchema(space) || (kind == ObjectKind::Table && builder.options().excludedTables.contains(name)))
        return;
    const uint owner = fields.oid();
    const auto acl = fields.optionalText();
    const uint rowType = fields.oid();
    CatalogObject object { .kind = kind, .schema = builder.schema(space), .name = name };
    readDetails(fields, object);
    builder.setOwner(object, owner, acl);
    builder.add(std::move(object), { Catalog::relation, oid });
    builder.alias({ Catalog::type, rowType }, { Catalog::relation, oid });
}

void readRelations(const QueryResult& rows, SnapshotBuilder& builder)
{
    for (int i = 0; i < rows.rows(); ++i) {
        Fields fields(rows, i);
        readRelation(fields, builder);
    }
}

QByteArray inheritanceSql(int)
{
    return "select i.inhrelid, i.inhparent from pg_inherits i join pg_class c on c.oid = i.inhrelid"
           " where c.relkind in ('r', 'p', 'f') order by i.inhrelid, i.inhseqno";
}

void readInheritance(const QueryResult& rows, SnapshotBuilder& builder)
{
    for (int i = 0; i < rows.rows(); ++i) {
        Fields fields(rows, i);
        CatalogObject* child = builder.relation(fields.oid());
        const CatalogObject* parent = builder.relation(fields.oid());
        if (!child || !parent)
            continue;
        const Property property = child->has(Property::Bound) ? Property::PartitionOf : Property::Inherits;
        QStringList parents = child->properties.list(property);
        parents.append(qualifiedName(parent->schema, parent->name));
        child->properties.set(property, parents.join(u'\n'));
        child->dependsOn.append(parent->key);
    }
}

} // namespace

CatalogReaders relationReaders()
{
    return { { relationsSql, readRelations }, { inheritanceSql, readInheritance } };
}

} // namespace corridor
