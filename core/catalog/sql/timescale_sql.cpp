// SPDX-License-Identifier: MIT
#include "catalog/sql/timescale_sql.h"

#include "catalog/identifier.h"
#include "catalog/sql/names.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace corridor {

namespace {

using Lines = QList<std::pair<QString, QString>>; // key, value

Lines linesOf(const CatalogObject& object, Property property)
{
    Lines lines;
    for (const QString& line : object.properties.list(property))
        lines.emplaceBack(line.section(u'=', 0, 0), line.section(u'=', 1));
    return lines;
}

QString valueOf(const CatalogObject& object, Property property, const QString& key)
{
    for (const auto& [name, value] : linesOf(object, property))
        if (name == key)
            return value;
    return {};
}

QString detail(const CatalogObject& object, const char* key)
{
    return valueOf(object, Property::Details, QString::fromLatin1(key));
}

// "a b" 7 days -> a b, 7 days
struct Dimension {
    QString column, size, function;
};

Dimension dimensionOf(const QString& text)
{
    qsizetype end = 1;
    while (end < text.size() && !(text[end] == u'"' && text.mid(end + 1, 1) != u"\""))
        end += text[end] == u'"' ? 2 : 1;
    Dimension dimension { text.sliced(1, end - 1).replace(QStringLiteral("\"\""), QStringLiteral("\"")),
        text.sliced(end + 1).trimmed(), {} };
    const bool interval = dimension.size.startsWith(u"INTERVAL ");
    const qsizetype space = interval ? dimension.size.indexOf(u"' ") + 1 : dimension.size.indexOf(u' ');
    if (space > 0) {
        dimension.function = dimension.size.sliced(space + 1);
        dimension.size.truncate(space);
    }
    return dimension;
}

QString call(const char* function, const QStringList& arguments, const SqlContext& context)
{
    const QString key = QStringLiteral("extension timescaledb");
    const CatalogObject* extension = context.to.find(key);
    extension = extension ? extension : context.from.find(key);
    return QStringLiteral("SELECT ") + (extension ? quoteName(extension->get(Property::Schema)) + u'.' : QString())
        + QString::fromLatin1(function) + u'(' + arguments.join(QStringLiteral(", ")) + u')';
}

// 'public.m', as functions take a table.
QString asText(const CatalogObject& relation)
{
    return quoteText(displayIdentity(relation.schema, relation.name));
}

QString named(const char* name, const QString& value)
{
    return QString::fromLatin1(name) + QStringLiteral(" => ") + value;
}

QString addDimension(
    const CatalogObject& hypertable, const QString& key, const QString& text, const SqlContext& context)
{
    const Dimension dimension = dimensionOf(text);
    QStringList arguments { asText(hypertable), quoteText(dimension.column),
        named(key == u"space" ? "number_partitions" : "chunk_time_interval", dimension.size) };
    if (!dimension.function.isEmpty())
        arguments.append(named("partitioning_func", quoteText(dimension.function)));
    return call("add_dimension", arguments, context);
}

// SET (timescaledb.compress = 'true', timescaledb.compress_segmentby = 'a')
QString settings(const Lines& lines)
{
    QStringList list;
    for (const auto& [key, value] : lines)
        list.append(QStringLiteral("timescaledb.") + key + QStringLiteral(" = ") + quoteText(value));
    return list.join(QStringLiteral(", "));
}

QString createHypertable(const CatalogObject& hypertable, const SqlContext& context)
{
    const Dimension time = dimensionOf(detail(hypertable, "time"));
    QStringList arguments { asText(hypertable), quoteText(time.column), named("chunk_time_interval", time.size),
        named("create_default_indexes", QStringLiteral("false")) };
    if (!time.function.isEmpty())
        arguments.append(named("time_partitioning_func", quoteText(time.function)));
    if (const QString schema = detail(hypertable, "schema"); !schema.isEmpty())
        arguments.append(named("associated_schema_name", quoteText(schema)));
    if (const QString prefix = detail(hypertable, "prefix"); !prefix.isEmpty())
        arguments.append(named("associated_table_prefix", quoteText(prefix)));
    if (context.stays(hypertable.parent))
        arguments.append(named("migrate_data", QStringLiteral("true")));
    return call("create_hypertable", arguments, context);
}

// What can be said after the hypertable is there; empty for what comes with it.
QString detailSql(const CatalogObject& hypertable, const QString& key, const QString& value, const SqlContext& context)
{
    if (key == u"space" || key == u"range")
        return addDimension(hypertable, key, value, context);
    if (key == u"now")
        return call("set_integer_now_func", { asText(hypertable), quoteText(value) }, context);
    if (key == u"tablespace")
        return call("attach_tablespace", { quoteText(value), asText(hypertable) }, context);
    if (key == u"skip")
        return call("enable_chunk_skipping", { asText(hypertable), quoteText(dimensionOf(value).column) }, context);
    return {};
}

QString alterTableSet(const CatalogObject& object, const Lines& lines)
{
    const QString kind
        = object.kind == ObjectKind::Hypertable ? QStringLiteral("TABLE ") : QStringLiteral("MATERIALIZED VIEW ");
    return QStringLiteral("ALTER ") + kind + sqlName(object) + QStringLiteral(" SET (") + settings(lines) + u')';
}

QStringList createWhole(const CatalogObject& hypertable, const SqlContext& context)
{
    QStringList statements { createHypertable(hypertable, context) };
    for (const auto& [key, value] : linesOf(hypertable, Property::Details))
        if (const QString sql = detailSql(hypertable, key, value, context); !sql.isEmpty())
            statements.append(sql);
    if (hypertable.has(Property::Options))
        statements.append(alterTableSet(hypertable, linesOf(hypertable, Property::Options)));
    return statements;
}

// What one line of details becomes instead of another; an empty `after`: it goes.
QString alterDetail(
    const CatalogObject& hypertable, const QString& key, const QString& value, bool goes, const SqlContext& context)
{
    const Dimension dimension = dimensionOf(value);
    if (goes) {
        if (key == u"tablespace")
            return call("detach_tablespace", { quoteText(value), asText(hypertable) }, context);
        return key == u"skip"
            ? call("disable_chunk_skipping", { asText(hypertable), quoteText(dimension.column) }, context)
            : QString();
    }
    if (key == u"now")
        return call("set_integer_now_func",
            { asText(hypertable), quoteText(value), named("replace_if_exists", "true") }, context);
    return detailSql(hypertable, key, value, context);
}

QString resize(const CatalogObject& hypertable, const QString& key, const Dimension& now, const SqlContext& context)
{
    return call(key == u"space" ? "set_number_partitions" : "set_chunk_time_interval",
        { asText(hypertable), now.size, named("dimension_name", quoteText(now.column)) }, context);
}

const QString* sameDimension(const Lines& lines, const QString& key, const QString& text)
{
    for (const auto& [otherKey, other] : lines)
        if (otherKey == key && dimensionOf(other).column == dimensionOf(text).column)
            return &other;
    return nullptr;
}

bool isDimension(const QString& key)
{
    return key == u"time" || key == u"space" || key == u"range";
}

QStringList alterHypertable(const CatalogObject& before, const CatalogObject& after, const SqlContext& context)
{
    QStringList statements;
    const Lines had = linesOf(before, Property::Details), has = linesOf(after, Property::Details);
    for (const auto& [key, value] : had)
        if (!isDimension(key) && !has.contains(std::pair(key, value)))
            if (const QString sql = alterDetail(after, key, value, true, context); !sql.isEmpty())
                statements.append(sql);
    for (const auto& [key, value] : has) {
        if (had.contains(std::pair(key, value)))
            continue;
        const bool resized = isDimension(key) && sameDimension(had, key, value);
        statements.append(
            resized ? resize(after, key, dimensionOf(value), context) : alterDetail(after, key, value, false, context));
    }
    return statements;
}

// What was said and is not any more goes back to what TimescaleDB does by itself.
Lines changedSettings(const CatalogObject& before, const CatalogObject& after)
{
    const Lines had = linesOf(before, Property::Options), has = linesOf(after, Property::Options);
    if (!after.get(Property::Options).contains(u"compress=true")
        && before.get(Property::Options).contains(u"compress=true")) {
        Lines off { { QStringLiteral("compress"), QStringLiteral("false") } };
        for (const auto& line : has)
            if (!had.contains(line))
                off.append(line);
        return off;
    }
    Lines changes;
    for (const auto& line : has)
        if (!had.contains(line))
            changes.append(line);
    for (const auto& [key, value] : had)
        if (valueOf(after, Property::Options, key).isEmpty())
            changes.emplaceBack(key, QString());
    return changes;
}

QStringList createAggregate(const CatalogObject& view, const SqlContext& context)
{
    const Lines options = linesOf(view, Property::Options);
    Lines first, later;
    for (const auto& line : options)
        (line.first == u"materialized_only" ? first : later).append(line);
    QStringList statements { QStringLiteral("CREATE MATERIALIZED VIEW ") + sqlName(view)
        + QStringLiteral(" WITH (timescaledb.continuous")
        + (first.isEmpty() ? QString() : QStringLiteral(", ") + settings(first)) + QStringLiteral(") AS\n")
        + view.get(Property::Definition) + QStringLiteral("\nWITH NO DATA") };
    if (const QString interval = detail(view, "interval"); !interval.isEmpty())
        statements.append(call("set_chunk_time_interval", { asText(view), interval }, context));
    if (!later.isEmpty())
        statements.append(alterTableSet(view, later));
    return statements;
}

struct Policy {
    const char* procedure;
    const char* add;
    const char* remove;
};
constexpr Policy policies[] = {
    { "policy_retention", "add_retention_policy", "remove_retention_policy" },
    { "policy_compression", "add_compression_policy", "remove_compression_policy" },
    { "policy_refresh_continuous_aggregate", "add_continuous_aggregate_policy", "remove_continuous_aggregate_policy" },
    { "policy_reorder", "add_reorder_policy", "remove_reorder_policy" },
};

const Policy* policyOf(const CatalogObject& job)
{
    for (const Policy& policy : policies)
        if (job.is(Property::Function, QLatin1StringView(policy.procedure)))
            return &policy;
    return nullptr;
}

// A number is meant where the time is one; all other text is an interval, but for the name of an index.
QString argument(const QString& key, const QJsonValue& value)
{
    if (value.isNull())
        return QStringLiteral("NULL");
    if (value.isDouble())
        return QStringLiteral("BIGINT ") + quoteText(QString::number(value.toInteger()));
    if (value.isBool())
        return value.toBool() ? QStringLiteral("true") : QStringLiteral("false");
    return (key == u"index_name" ? QString() : QStringLiteral("INTERVAL ")) + quoteText(value.toString());
}

// A count of something is an integer whatever the time is.
bool isCount(const QString& key)
{
    return key.endsWith(u"_per_batch") || key.startsWith(u"max");
}

QStringList policyArguments(const CatalogObject& job, const CatalogObject& relation)
{
    QStringList arguments { asText(relation) };
    QJsonObject config = QJsonDocument::fromJson(job.get(Property::Details).toUtf8()).object();
    if (job.is(Property::Function, QLatin1StringView("policy_refresh_continuous_aggregate")))
        for (const auto* key : { "start_offset", "end_offset" }) // they must be given, be it NULL
            if (!config.contains(QLatin1StringView(key)))
                config[QLatin1StringView(key)] = QJsonValue();
    for (auto entry = config.constBegin(); entry != config.constEnd(); ++entry)
        arguments.append(entry.key() + QStringLiteral(" => ")
            + (isCount(entry.key()) ? QString::number(entry.value().toInteger())
                                    : argument(entry.key(), entry.value())));
    const bool takesSchedule = !job.is(Property::Function, QLatin1StringView("policy_reorder"));
    if (takesSchedule)
        arguments.append(named("schedule_interval",
            QStringLiteral("INTERVAL ")
                + quoteText(valueOf(job, Property::Options, QStringLiteral("schedule_interval")))));
    return arguments;
}

// add_job() and the policies give a job what they think right: the rest is altered.
QString alterJob(const CatalogObject& job, const SqlContext& context)
{
    QStringList arguments { QStringLiteral("job_id") };
    for (const auto& [key, value] : linesOf(job, Property::Options)) {
        if (key == u"fixed_schedule")
            continue;
        const bool interval = key != u"max_retries" && key != u"scheduled";
        const QString text
            = key == u"scheduled" ? (value == u"t" ? QStringLiteral("true") : QStringLiteral("false")) : value;
        arguments.append(
            key + QStringLiteral(" => ") + (interval ? QStringLiteral("INTERVAL ") + quoteText(value) : text));
    }
    return call("alter_job", arguments, context);
}

// FROM … WHERE that finds the newest job of that procedure, for that table.
QString whichJob(const CatalogObject& job, const CatalogObject* relation)
{
    const QString& function = job.get(Property::Function);
    QString where = policyOf(job) ? QStringLiteral("proc_name = ") + quoteText(function)
                                  : QStringLiteral("format('%I.%I', proc_schema, proc_name)::regproc = ")
            + quoteText(function) + QStringLiteral("::regproc AND config ");
    if (!policyOf(job))
        where += job.has(Property::Details) ? QStringLiteral("= ") + quoteText(job.get(Property::Details))
                                            : QStringLiteral("IS NULL");
    if (relation)
        where += QStringLiteral(" AND hypertable_schema = ") + quoteText(relation->schema)
            + QStringLiteral(" AND hypertable_name = ") + quoteText(relation->name);
    return QStringLiteral(" FROM timescaledb_information.jobs WHERE job_id >= 1000 AND ") + where;
}

QString addJob(const CatalogObject& job, const SqlContext& context)
{
    QStringList arguments { quoteText(job.get(Property::Function)),
        QStringLiteral("INTERVAL ") + quoteText(valueOf(job, Property::Options, QStringLiteral("schedule_interval"))) };
    if (job.has(Property::Details))
        arguments.append(named("config", quoteText(job.get(Property::Details))));
    if (job.has(Property::Check))
        arguments.append(named("check_config", quoteText(job.get(Property::Check))));
    if (valueOf(job, Property::Options, QStringLiteral("fixed_schedule")) == u"f")
        arguments.append(named("fixed_schedule", QStringLiteral("false")));
    return call("add_job", arguments, context);
}

const CatalogObject* relationOf(const CatalogObject& job, const SqlContext& context)
{
    if (const CatalogObject* now = context.to.parentOf(job))
        return now;
    return context.from.parentOf(job);
}

QStringList createJob(const CatalogObject& job, const SqlContext& context)
{
    const CatalogObject* relation = relationOf(job, context);
    const Policy* policy = policyOf(job);
    return { policy && relation ? call(policy->add, policyArguments(job, *relation), context) : addJob(job, context),
        alterJob(job, context) + whichJob(job, relation) };
}

} // namespace

QStringList createTimescale(const CatalogObject& object, const SqlContext& context)
{
    switch (object.kind) {
    case ObjectKind::Hypertable:
        return createWhole(object, context);
    case ObjectKind::ContinuousAggregate:
        return createAggregate(object, context);
    default:
        return createJob(object, context);
    }
}

QStringList alterTimescale(
    const CatalogObject& before, const CatalogObject& after, const QList<Property>& changed, const SqlContext& context)
{
    QStringList statements;
    if (after.kind == ObjectKind::Job)
        return { alterJob(after, context) + whichJob(after, relationOf(after, context)) };
    if (changed.contains(Property::Details) && after.kind == ObjectKind::Hypertable)
        statements += alterHypertable(before, after, context);
    if (changed.contains(Property::Options))
        statements.append(alterTableSet(after, changedSettings(before, after)));
    return statements;
}

QStringList dropTimescale(const CatalogObject& object, const SqlContext& context)
{
    if (object.kind == ObjectKind::ContinuousAggregate)
        return { QStringLiteral("DROP MATERIALIZED VIEW ") + sqlName(object) };
    const CatalogObject* relation = context.from.parentOf(object);
    if (const Policy* policy = policyOf(object); policy && relation)
        return { call(policy->remove, { asText(*relation) }, context) };
    return { call("delete_job", { QStringLiteral("job_id") }, context) + whichJob(object, relation) };
}

QString whyNoOtherHypertable(const CatalogObject& before, const CatalogObject& after)
{
    const Lines had = linesOf(before, Property::Details), has = linesOf(after, Property::Details);
    for (const auto& [key, value] : had) {
        const QString* now = isDimension(key) ? sameDimension(has, key, value) : nullptr;
        if (isDimension(key) && (!now || dimensionOf(*now).function != dimensionOf(value).function))
            return QStringLiteral(
                "TimescaleDB cannot take a dimension away from a hypertable, or give it another column or function");
    }
    for (const char* key : { "schema", "prefix" })
        if (detail(before, key) != detail(after, key))
            return QStringLiteral("TimescaleDB cannot put the chunks of a hypertable elsewhere");
    if (!detail(before, "now").isEmpty() && detail(after, "now").isEmpty())
        return QStringLiteral("TimescaleDB cannot take the function that tells the time away from a hypertable");
    return {};
}

bool isHypertable(const CatalogObject& table, const Side& side)
{
    return table.kind == ObjectKind::Table && side.find(objectKey(ObjectKind::Hypertable, table.identity()));
}

} // namespace corridor
