// SPDX-License-Identifier: MIT
// TimescaleDB's own objects, from its information views, which change less than its catalogs, and from the catalogs
// what those leave out. What lives in _timescaledb_* is its own affair, and no object.
#include "catalog/read/readers.h"

#include "catalog/identifier.h"

namespace corridor {

namespace {

QString extensionKey()
{
    return objectKey(ObjectKind::Extension, QStringLiteral("timescaledb"));
}

// The relation that a hypertable or a continuous aggregate is for people.
const QByteArray relationOfNames = R"(
  left join timescaledb_information.continuous_aggregates a
    on a.materialization_hypertable_schema = x.hypertable_schema and a.materialization_hypertable_name = x.hypertable_name
  join pg_namespace n on n.nspname = coalesce(a.view_schema, x.hypertable_schema)
  join pg_class c on c.relnamespace = n.oid and c.relname = coalesce(a.view_name, x.hypertable_name))";

// Chunks may be put into a schema of the user's; the triggers that keep a hypertable are on the user's table.
QByteArray chunksSql(int)
{
    return "select c.oid from _timescaledb_catalog.chunk k join pg_namespace n on n.nspname = k.schema_name"
           " join pg_class c on c.relnamespace = n.oid and c.relname = k.table_name"
           " where left(k.schema_name, 13) <> '_timescaledb_'";
}

void readChunks(const QueryResult& rows, SnapshotBuilder& builder)
{
    for (int i = 0; i < rows.rows(); ++i)
        builder.removeWhole({ Catalog::relation, Fields(rows, i).oid() });
}

QByteArray triggersSql(int)
{
    return "select t.oid from pg_trigger t join pg_proc p on p.oid = tgfoid join pg_namespace n on n.oid = pronamespace"
           " where left(nspname, 13) = '_timescaledb_' and not tgisinternal";
}

void readTriggers(const QueryResult& rows, SnapshotBuilder& builder)
{
    for (int i = 0; i < rows.rows(); ++i)
        builder.removeWhole({ Catalog::trigger, Fields(rows, i).oid() });
}

// A line "key=value" more.
void addLine(CatalogObject& object, Property property, const QString& key, const QString& value)
{
    if (value.isEmpty())
        return;
    QStringList lines = object.properties.list(property);
    lines.append(key + u'=' + value);
    object.properties.set(property, lines.join(u'\n'));
}

QByteArray hypertablesSql(int)
{
    return "select c.oid, x.compression_enabled,"
           " case when left(h.associated_schema_name, 13) <> '_timescaledb_' then h.associated_schema_name end,"
           " case when h.associated_table_prefix <> '_hyper_' || h.id then h.associated_table_prefix end,"
           " array_to_string(x.tablespaces, E'\\n')"
           " from timescaledb_information.hypertables x join _timescaledb_catalog.hypertable h"
           " on h.schema_name = x.hypertable_schema and h.table_name = x.hypertable_name"
           " join pg_namespace n on n.nspname = x.hypertable_schema"
           " join pg_class c on c.relnamespace = n.oid and c.relname = x.hypertable_name";
}

void readHypertables(const QueryResult& rows, SnapshotBuilder& builder)
{
    for (int i = 0; i < rows.rows(); ++i) {
        Fields fields(rows, i);
        const uint oid = fields.oid();
        const CatalogObject* table = builder.findExact({ Catalog::relation, oid });
        if (!table)
            continue;
        CatalogObject object {
            .kind = ObjectKind::Hypertable, .schema = table->schema, .name = table->name, .parent = table->key
        };
        addLine(
            object, Property::Options, QStringLiteral("compress"), fields.flag() ? QStringLiteral("true") : QString());
        addLine(object, Property::Details, QStringLiteral("schema"), fields.text());
        addLine(object, Property::Details, QStringLiteral("prefix"), fields.text());
        for (const QString& name : fields.text().split(u'\n'))
            addLine(object, Property::Details, QStringLiteral("tablespace"), name);
        object.dependsOn.append(extensionKey());
        builder.add(std::move(object), { Catalog::hypertable, oid });
    }
}

// The first dimension is told as "time", others as "space" (by hash) or "range". Intervals are SQL.
QByteArray dimensionsSql(int version)
{
    const QByteArray compressed = version >= 21100 ? "d.compress_interval_length" : "null::bigint";
    return R"(
select c.oid, x.dimension_number, x.column_name, x.dimension_type,
  coalesce('INTERVAL ' || quote_literal(x.time_interval), x.integer_interval::text), x.num_partitions,
  case when left(d.partitioning_func_schema, 13) <> '_timescaledb_'
    then quote_ident(d.partitioning_func_schema) || '.' || quote_ident(d.partitioning_func) end,
  quote_ident(d.integer_now_func_schema) || '.' || quote_ident(d.integer_now_func),
  case when x.integer_interval is null then make_interval(secs => )"
        + compressed + R"( / 1000000)::text
    else )"
        + compressed + R"(::text end,
  (select p.oid from pg_proc p join pg_namespace s on s.oid = p.pronamespace
   where s.nspname = d.integer_now_func_schema and p.proname = d.integer_now_func and p.pronargs = 0),
  (select p.oid from pg_proc p join pg_namespace s on s.oid = p.pronamespace
   where s.nspname = d.partitioning_func_schema and p.proname = d.partitioning_func and p.pronargs = 1 limit 1)
from timescaledb_information.dimensions x
  join _timescaledb_catalog.hypertable h on h.schema_name = x.hypertable_schema and h.table_name = x.hypertable_name
  join _timescaledb_catalog.dimension d on d.hypertable_id = h.id and d.column_name = x.column_name
  join pg_namespace n on n.nspname = x.hypertable_schema
  join pg_class c on c.relnamespace = n.oid and c.relname = x.hypertable_name
order by c.oid, x.dimension_number)";
}

void readDimensions(const QueryResult& rows, SnapshotBuilder& builder)
{
    for (int i = 0; i < rows.rows(); ++i) {
        Fields fields(rows, i);
        const ObjectAddress address { Catalog::hypertable, fields.oid() };
        CatalogObject* object = builder.findExact(address);
        if (!object)
            continue;
        const bool first = fields.integer() == 1;
        const QString column = quoteName(fields.text());
        const bool hashed = fields.text() == u"Space";
        const QString interval = fields.text();
        const QString partitions = fields.text();
        const QString function = fields.text();
        QString text = column + u' ' + (hashed ? partitions : interval);
        if (!function.isEmpty())
            text += u' ' + function;
        addLine(*object, Property::Details,
            first        ? QStringLiteral("time")
                : hashed ? QStringLiteral("space")
                         : QStringLiteral("range"),
            text);
        addLine(*object, Property::Details, QStringLiteral("now"), fields.text());
        addLine(*object, Property::Options, QStringLiteral("compress_chunk_time_interval"), fields.text());
        const uint now = fields.oid(), spreads = fields.oid();
        builder.addDependency(address, { Catalog::procedure, now });
        builder.addDependency(address, { Catalog::procedure, spreads });
    }
}

// Columns of which the least and greatest values are kept for each chunk.
QByteArray skippingSql(int version)
{
    if (version < 21600)
        return "select 0, '' where false";
    return "select c.oid, s.column_name from _timescaledb_catalog.chunk_column_stats s"
           " join _timescaledb_catalog.hypertable h on h.id = s.hypertable_id join pg_namespace n on n.nspname = "
           "h.schema_name"
           " join pg_class c on c.relnamespace = n.oid and c.relname = h.table_name where s.chunk_id = 0 order by 1, 2";
}

void readSkipping(const QueryResult& rows, SnapshotBuilder& builder)
{
    for (int i = 0; i < rows.rows(); ++i) {
        Fields fields(rows, i);
        if (CatalogObject* object = builder.findExact({ Catalog::hypertable, fields.oid() }))
            addLine(*object, Property::Details, QStringLiteral("skip"), quoteName(fields.text()));
    }
}

// The view that people read is a plain one over what is materialized. Chunks of that are ten times as long as those of
// the hypertable that it reads, unless somebody said otherwise, or as long where it reads another of its kind.
QByteArray aggregatesSql(int)
{
    return R"(
select c.oid, x.materialized_only, x.compression_enabled, x.view_definition,
  (select case when m.interval_length is distinct from
       r.interval_length * case when left(raw.table_name, 25) = '_materialized_hypertable_' then 1 else 10 end
     then coalesce(_timescaledb_functions.to_interval(m.interval_length)::text, '') end
   from _timescaledb_catalog.continuous_agg g
     join _timescaledb_catalog.dimension m on m.hypertable_id = g.mat_hypertable_id
     join _timescaledb_catalog.hypertable raw on raw.id = g.raw_hypertable_id
     join _timescaledb_catalog.dimension r on r.hypertable_id = raw.id and r.num_slices is null
   where g.user_view_schema = x.view_schema and g.user_view_name = x.view_name
     and m.column_type in ('timestamptz'::regtype, 'timestamp'::regtype, 'date'::regtype) limit 1)
from timescaledb_information.continuous_aggregates x join pg_namespace n on n.nspname = x.view_schema
  join pg_class c on c.relnamespace = n.oid and c.relname = x.view_name)";
}

QString trimmedQuery(QString text)
{
    text = text.trimmed();
    text.chop(text.endsWith(u';') ? 1 : 0);
    return text;
}

void readAggregates(const QueryResult& rows, SnapshotBuilder& builder)
{
    for (int i = 0; i < rows.rows(); ++i) {
        Fields fields(rows, i);
        CatalogObject* view = builder.changeKind({ Catalog::relation, fields.oid() }, ObjectKind::ContinuousAggregate);
        if (!view)
            continue;
        addLine(*view, Property::Options, QStringLiteral("materialized_only"),
            fields.flag() ? QStringLiteral("true") : QStringLiteral("false"));
        addLine(
            *view, Property::Options, QStringLiteral("compress"), fields.flag() ? QStringLiteral("true") : QString());
        view->properties.set(Property::Definition, trimmedQuery(fields.text()));
        const QString interval = fields.text();
        addLine(*view, Property::Details, QStringLiteral("interval"),
            interval.isEmpty() ? QString() : QStringLiteral("INTERVAL ") + quoteText(interval));
    }
}

// What the query of a continuous aggregate needs is told by a view that TimescaleDB keeps of it.
QByteArray aggregateDependenciesSql(int)
{
    return "select c.oid, d.refclassid, d.refobjid, d.refobjsubid from _timescaledb_catalog.continuous_agg g"
           " join pg_namespace n on n.nspname = g.user_view_schema"
           " join pg_class c on c.relnamespace = n.oid and c.relname = g.user_view_name"
           " join pg_namespace o on o.nspname = g.direct_view_schema"
           " join pg_class v on v.relnamespace = o.oid and v.relname = g.direct_view_name"
           " join pg_rewrite r on r.ev_class = v.oid join pg_depend d on d.classid = 2618 and d.objid = r.oid"
           " where d.deptype = 'n' and d.refobjid >= 16384 and d.refclassid <> 2615";
}

void readAggregateDependencies(const QueryResult& rows, SnapshotBuilder& builder)
{
    for (int i = 0; i < rows.rows(); ++i) {
        Fields fields(rows, i);
        const ObjectAddress view { Catalog::relation, fields.oid() };
        const uint catalog = fields.oid();
        const uint oid = fields.oid();
        builder.addDependency(view, { catalog, oid, fields.integer() });
        if (builder.findExact({ Catalog::hypertable, oid }))
            builder.addDependency(view, { Catalog::hypertable, oid });
    }
}

QByteArray compressionSql(int)
{
    return "select c.oid, x.attname, x.segmentby_column_index, x.orderby_asc, x.orderby_nullsfirst"
           " from timescaledb_information.compression_settings x"
        + relationOfNames + " order by c.oid, x.segmentby_column_index nulls last, x.orderby_column_index";
}

QString orderText(const QString& column, bool ascending, bool nullsFirst)
{
    const QString text = column + (ascending ? QString() : QStringLiteral(" DESC"));
    return nullsFirst == ascending
        ? text + (nullsFirst ? QStringLiteral(" NULLS FIRST") : QStringLiteral(" NULLS LAST"))
        : text;
}

// Adds a column to the list of the line of that key.
void addToList(CatalogObject& object, const QString& key, const QString& column)
{
    QStringList lines = object.properties.list(Property::Options);
    for (QString& line : lines)
        if (line.startsWith(key + u'=')) {
            line += QStringLiteral(", ") + column;
            object.properties.set(Property::Options, lines.join(u'\n'));
            return;
        }
    addLine(object, Property::Options, key, column);
}

void readCompression(const QueryResult& rows, SnapshotBuilder& builder)
{
    for (int i = 0; i < rows.rows(); ++i) {
        Fields fields(rows, i);
        const uint oid = fields.oid();
        CatalogObject* object = builder.findExact({ Catalog::hypertable, oid });
        if (!object)
            object = builder.findExact({ Catalog::relation, oid });
        if (!object)
            continue;
        const QString column = quoteName(fields.text());
        const bool segments = fields.optionalText().has_value();
        const bool ascending = fields.flag();
        if (segments)
            addToList(*object, QStringLiteral("compress_segmentby"), column);
        else
            addToList(*object, QStringLiteral("compress_orderby"), orderText(column, ascending, fields.flag()));
    }
}

// Indexes of continuous aggregates are on what is materialized. Those that come by themselves end with the time.
QByteArray aggregateIndexesSql(int)
{
    return "select i.indexrelid, v.oid, c.relname, i.indisunique, pg_get_indexdef(i.indexrelid),"
           " pg_get_expr(i.indpred, i.indrelid), array_to_string(c.reloptions, E'\\n'), d.column_name"
           " from _timescaledb_catalog.continuous_agg g"
           " join _timescaledb_catalog.hypertable h on h.id = g.mat_hypertable_id"
           " join _timescaledb_catalog.dimension d on d.hypertable_id = h.id"
           " join pg_namespace n on n.nspname = h.schema_name join pg_class t on t.relnamespace = n.oid and t.relname "
           "= h.table_name"
           " join pg_index i on i.indrelid = t.oid join pg_class c on c.oid = i.indexrelid"
           " join pg_namespace o on o.nspname = g.user_view_schema"
           " join pg_class v on v.relnamespace = o.oid and v.relname = g.user_view_name";
}

bool comesByItself(const QString& name, const QString& definition, const QString& time)
{
    return name.startsWith(u"_materialized_hypertable_") && definition.count(u',') < 2
        && definition.endsWith(displayName(time) + QStringLiteral(" DESC)"));
}

void readAggregateIndexes(const QueryResult& rows, SnapshotBuilder& builder)
{
    for (int i = 0; i < rows.rows(); ++i) {
        Fields fields(rows, i);
        const ObjectAddress address { Catalog::relation, fields.oid() };
        const CatalogObject* view = builder.findExact({ Catalog::relation, fields.oid() });
        if (!view)
            continue;
        CatalogObject index { .kind = ObjectKind::Index,
            .schema = QStringLiteral("_timescaledb_internal"),
            .name = fields.text(),
            .parent = view->key };
        index.properties.setFlag(Property::Unique, fields.flag());
        QString definition = fields.text().section(QStringLiteral(" USING "), 1);
        const QString predicate = fields.text();
        if (!predicate.isEmpty())
            definition.chop(QStringLiteral(" WHERE ").size() + predicate.size());
        const QString options = fields.text();
        if (!options.isEmpty())
            definition.truncate(definition.lastIndexOf(u" WITH ("));
        if (comesByItself(index.name, definition, fields.text()))
            continue;
        index.properties.set(Property::Definition, definition);
        index.properties.set(Property::Predicate, predicate);
        index.properties.set(Property::Options, options);
        builder.add(std::move(index), address);
    }
}

// Those with numbers below 1000 are TimescaleDB's own. When a job first runs is a matter of the installation.
QByteArray jobsSql(int)
{
    return "select x.job_id, c.oid, x.proc_schema, x.proc_name, x.schedule_interval, x.max_runtime, x.max_retries,"
           " x.retry_period, x.scheduled, x.fixed_schedule, x.config - 'hypertable_id' - 'mat_hypertable_id', p.oid,"
           " x.check_schema, x.check_name,"
           " (select i.indexrelid from pg_index i join pg_class k on k.oid = i.indexrelid"
           "  where i.indrelid = c.oid and k.relname = x.config ->> 'index_name')"
           " from timescaledb_information.jobs x"
           " left join pg_namespace n on n.nspname = x.hypertable_schema"
           " left join pg_class c on c.relnamespace = n.oid and c.relname = x.hypertable_name"
           " left join pg_namespace f on f.nspname = x.proc_schema"
           " left join pg_proc p on p.pronamespace = f.oid and p.proname = x.proc_name"
           " where x.job_id >= 1000 and (x.hypertable_name is null or c.oid is not null) order by x.job_id";
}

// Of several jobs of one procedure the second has a 2 in its key.
QString freeKey(const QString& key, QSet<QString>& taken)
{
    QString free = key;
    for (int i = 2; taken.contains(free); ++i)
        free = key + QStringLiteral(" (%1)").arg(i);
    taken.insert(free);
    return free;
}

void readJob(Fields& fields, SnapshotBuilder& builder, QSet<QString>& taken)
{
    const ObjectAddress address { Catalog::job, fields.oid() };
    const uint relation = fields.oid();
    const CatalogObject* target = relation ? builder.findExact({ Catalog::relation, relation }) : nullptr;
    const QString schema = fields.text();
    const QString procedure = fields.text();
    const bool policy = schema.startsWith(u"_timescaledb_");
    if (relation && !target)
        return;
    CatalogObject job {
        .kind = ObjectKind::Job, .schema = target ? target->schema : schema, .parent = target ? target->key : QString()
    };
    job.name = procedure;
    job.key
        = freeKey(objectKey(ObjectKind::Job,
                      target ? target->identity() + u'.' + displayName(procedure) : displayIdentity(schema, procedure)),
            taken);
    job.properties.set(Property::Function, policy ? procedure : qualifiedName(schema, procedure));
    for (const auto& key :
        { "schedule_interval", "max_runtime", "max_retries", "retry_period", "scheduled", "fixed_schedule" })
        addLine(job, Property::Options, QString::fromLatin1(key), fields.text());
    job.properties.set(Property::Details, fields.text());
    const uint routine = fields.oid();
    const QString checkSchema = fields.text();
    const QString check = fields.text();
    if (!policy && !check.isEmpty())
        job.properties.set(Property::Check, qualifiedName(checkSchema, check));
    job.dependsOn.append(extensionKey());
    builder.add(std::move(job), address);
    builder.addDependency(address, { Catalog::relation, fields.oid() });
    if (!policy)
        builder.addDependency(address, { Catalog::procedure, routine });
    if (relation)
        builder.addDependency(address,
            { builder.findExact({ Catalog::hypertable, relation }) ? Catalog::hypertable : Catalog::relation,
                relation });
}

void readJobs(const QueryResult& rows, SnapshotBuilder& builder)
{
    QSet<QString> taken;
    for (int i = 0; i < rows.rows(); ++i) {
        Fields fields(rows, i);
        readJob(fields, builder, taken);
    }
}

} // namespace

std::vector<CatalogReader> timescaleReaders()
{
    return { { chunksSql, readChunks }, { triggersSql, readTriggers }, { hypertablesSql, readHypertables },
        { dimensionsSql, readDimensions }, { skippingSql, readSkipping }, { aggregatesSql, readAggregates },
        { aggregateDependenciesSql, readAggregateDependencies }, { compressionSql, readCompression },
        { aggregateIndexesSql, readAggregateIndexes }, { jobsSql, readJobs } };
}

} // namespace corridor
