// SPDX-License-Identifier: MIT
#include "catalog/read/readers.h"

#include "catalog/identifier.h"

namespace corridor {

namespace {

// The server's deparser takes longer for ten thousand indexes than all other catalogs together. What it would say of
// a plain index (columns only, default operator classes and collations) is known from the row, and is written here.
QByteArray indexesSql(int version)
{
    const QByteArray nullsNotDistinct = version >= 150000 ? "i.indnullsnotdistinct" : "false";
    return R"(
with plain as materialized (
  select array_agg(o.oid) as classes from pg_opclass o where opcdefault and not exists (
    select 1 from pg_cast k where k.casttarget = o.opcintype and k.castmethod = 'b' and k.castcontext = 'i'
      and k.castsource <> 'varchar'::regtype)),
tuned as materialized (
  select array_agg(attrelid) as indexes from pg_attribute where attoptions is not null and attrelid >= 16384)
select i.indexrelid, i.indrelid, c.relname, m.amname, i.indisunique, i.indisvalid, i.indisclustered,
  i.indisreplident, i.indnkeyatts, )" + nullsNotDistinct + R"(, i.indkey, i.indoption,
  pg_get_expr(i.indpred, i.indrelid), array_to_string(c.reloptions, E'\n'),
  (select spcname from pg_tablespace s where s.oid = c.reltablespace),
  case when c.relispartition then (select inhparent from pg_inherits where inhrelid = i.indexrelid) end,
  case when i.indexprs is not null or not (i.indclass::oid[] <@ plain.classes)
    or not (i.indcollation::oid[] <@ '{0,100}'::oid[]) or i.indexrelid = any (tuned.indexes)
    then pg_get_indexdef(i.indexrelid) end
from pg_index i join pg_class c on c.oid = i.indexrelid join pg_am m on m.oid = c.relam cross join plain cross join tuned
where i.indexrelid >= 16384 and c.relpersistence <> 't')";
}

struct IndexRow {
    ObjectAddress address;
    uint table = 0;
    QString name, method;
    bool unique = false, valid = false, clustered = false, replicaIdentity = false;
    int keyCount = 0;
    bool nullsNotDistinct = false;
    QByteArrayList keys, orders;
    QString predicate, storage, tablespace;
    uint parent = 0;
    QString definition; // the server's, where the index is not plain
};

IndexRow rowOf(Fields fields)
{
    // Initialisers run from first to last, as the columns stand.
    return { .address = { Catalog::relation, fields.oid() }, .table = fields.oid(), .name = fields.text(),
        .method = fields.text(), .unique = fields.flag(), .valid = fields.flag(), .clustered = fields.flag(),
        .replicaIdentity = fields.flag(), .keyCount = fields.integer(), .nullsNotDistinct = fields.flag(),
        .keys = fields.bytes().split(' '), .orders = fields.bytes().split(' '), .predicate = fields.text(),
        .storage = fields.text(), .tablespace = fields.text(), .parent = fields.oid(), .definition = fields.text() };
}

QString orderOf(int option)
{
    const bool descending = option & 1;
    const bool nullsFirst = option & 2;
    if (descending)
        return nullsFirst ? QStringLiteral(" DESC") : QStringLiteral(" DESC NULLS LAST");
    return nullsFirst ? QStringLiteral(" NULLS FIRST") : QString();
}

QString keyText(SnapshotBuilder& builder, const IndexRow& row, int i)
{
    const ObjectAddress address { Catalog::relation, row.table, row.keys[i].toInt() };
    const QString name = displayName(builder.columnName(address));
    if (i >= row.keyCount)
        return name;
    const CatalogObject* column = builder.findExact(address);
    const bool collated = column && column->has(Property::Collation);
    return name + (collated ? QStringLiteral(" COLLATE pg_catalog.\"default\"") : QString())
        + orderOf(row.orders[i].toInt());
}

QString plainDefinition(SnapshotBuilder& builder, const IndexRow& row)
{
    QStringList keys, included;
    for (int i = 0; i < row.keys.size(); ++i)
        (i < row.keyCount ? keys : included).append(keyText(builder, row, i));
    QString text = row.method + QStringLiteral(" (") + keys.join(QStringLiteral(", ")) + u')';
    if (!included.isEmpty())
        text += QStringLiteral(" INCLUDE (") + included.join(QStringLiteral(", ")) + u')';
    return row.nullsNotDistinct ? text + QStringLiteral(" NULLS NOT DISTINCT") : text;
}

// What follows USING: CREATE INDEX name ON schema.table USING btree (a). Only names stand before it.
QString afterUsing(const QString& definition)
{
    bool quoted = false;
    for (qsizetype i = 0; i < definition.size(); ++i) {
        quoted = definition[i] == u'"' ? !quoted : quoted;
        if (!quoted && QStringView(definition).sliced(i).startsWith(u" USING "))
            return definition.sliced(i + 7);
    }
    return definition;
}

// The server's text without its end: the storage options and the predicate are properties of their own.
QString deparsedDefinition(const IndexRow& row)
{
    QString text = afterUsing(row.definition);
    const QString where = QStringLiteral(" WHERE ") + row.predicate;
    if (!row.predicate.isEmpty() && text.endsWith(where))
        text.chop(where.size());
    return row.storage.isEmpty() ? text : text.first(text.lastIndexOf(u" WITH ("));
}

void setFacts(Properties& facts, const IndexRow& row)
{
    facts.set(Property::Options, row.storage);
    facts.set(Property::Tablespace, row.tablespace);
    facts.set(Property::Valid, row.valid ? QString() : QStringLiteral("no"));
    facts.setFlag(Property::Clustered, row.clustered);
    facts.setFlag(Property::ReplicaIdentity, row.replicaIdentity);
}

// An index that carries a constraint is told by the constraint, but for what only the index can say.
void readIndex(const IndexRow& row, SnapshotBuilder& builder)
{
    const CatalogObject* table = builder.relation(row.table);
    if (!table || table->kind == ObjectKind::Extension || builder.isMember(row.address))
        return;
    if (CatalogObject* constraint = builder.find(row.address))
        return setFacts(constraint->properties, row);
    CatalogObject index { .kind = ObjectKind::Index, .schema = table->schema, .name = row.name, .parent = table->key };
    setFacts(index.properties, row);
    index.properties.set(Property::Predicate, row.predicate);
    index.properties.setFlag(Property::Unique, row.unique);
    index.properties.set(Property::Definition,
        row.definition.isEmpty() ? plainDefinition(builder, row) : deparsedDefinition(row));
    builder.add(std::move(index), row.address);
}

void linkToParent(ObjectAddress child, uint parent, SnapshotBuilder& builder)
{
    CatalogObject* index = builder.find(child);
    const CatalogObject* above = builder.relation(parent);
    if (!index || !above)
        return;
    index->properties.set(Property::IndexOf, qualifiedName(above->schema, above->name));
    index->dependsOn.append(above->key);
}

void readIndexes(const QueryResult& rows, SnapshotBuilder& builder)
{
    QList<std::pair<ObjectAddress, uint>> children;
    for (int i = 0; i < rows.rows(); ++i) {
        const IndexRow row = rowOf(Fields(rows, i));
        readIndex(row, builder);
        if (row.parent)
            children.emplaceBack(row.address, row.parent);
    }
    for (const auto& [child, parent] : children)
        linkToParent(child, parent, builder);
}

QByteArray statisticsSql(int)
{
    return "select attrelid, attnum, attstattarget from pg_attribute a join pg_class c on c.oid = attrelid"
           " where attrelid >= 16384 and c.relkind in ('i', 'I') and attstattarget > 0 order by 1, 2";
}

void readStatistics(const QueryResult& rows, SnapshotBuilder& builder)
{
    for (int i = 0; i < rows.rows(); ++i) {
        Fields fields(rows, i);
        CatalogObject* index = builder.relation(fields.oid());
        if (!index || index->kind == ObjectKind::Extension)
            continue;
        QStringList targets = index->properties.list(Property::Statistics);
        const QString column = fields.text();
        targets.append(column + u'=' + fields.text());
        index->properties.set(Property::Statistics, targets.join(u'\n'));
    }
}

} // namespace

CatalogReaders indexReaders() { return { { indexesSql, readIndexes }, { statisticsSql, readStatistics } }; }

} // namespace corridor
