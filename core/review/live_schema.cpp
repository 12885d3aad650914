// SPDX-License-Identifier: MIT
#include "review/live_schema.h"

#include "postgres/session.h"
#include "sql/script.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace corridor {

// What is the server's own or an extension's is no table of the application.
#define OURS(namespace) namespace ".nspname NOT IN ('pg_catalog', 'information_schema') AND " namespace ".nspname !~ '^(pg_|_timescaledb_|timescaledb_)'"

// reltuples is -1 for what was never analysed; the pages of the file tell a little even then.
static const char* const relationsQuery = R"(
SELECT n.nspname, c.relname, c.relkind, c.relpersistence = 't',
       CASE WHEN c.reltuples >= 0 THEN c.reltuples::bigint WHEN pg_relation_size(c.oid) = 0 THEN 0 END,
       CASE WHEN c.relkind IN ('r', 'm', 'p') THEN pg_total_relation_size(c.oid) END,
       (s.n_tup_ins + s.n_tup_upd + s.n_tup_del) / greatest(1, extract(epoch FROM now() - coalesce(d.stats_reset, pg_postmaster_start_time())) / 3600)::bigint,
       c.relrowsecurity, (SELECT count(*) FROM pg_policy p WHERE p.polrelid = c.oid),
       (SELECT pn.nspname FROM pg_inherits i JOIN pg_class p ON p.oid = i.inhparent JOIN pg_namespace pn ON pn.oid = p.relnamespace WHERE i.inhrelid = c.oid LIMIT 1),
       (SELECT p.relname FROM pg_inherits i JOIN pg_class p ON p.oid = i.inhparent WHERE i.inhrelid = c.oid LIMIT 1), c.relispartition
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace LEFT JOIN pg_stat_user_tables s ON s.relid = c.oid
     LEFT JOIN pg_stat_database d ON d.datname = current_database()
WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm') AND )" OURS("n");

static const char* const columnsQuery = R"(
SELECT n.nspname, c.relname, a.attname, a.attnotnull, a.atthasdef, a.attidentity <> '' OR coalesce(pg_get_expr(ad.adbin, ad.adrelid), '') LIKE 'nextval(%',
       format_type(a.atttypid, a.atttypmod)
FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
     LEFT JOIN pg_attrdef ad ON ad.adrelid = a.attrelid AND ad.adnum = a.attnum
WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p', 'f', 'v', 'm') AND )" OURS("n") " ORDER BY a.attrelid, a.attnum";

static const char* const indexesQuery = R"(
SELECT n.nspname, c.relname, ic.relname, i.indisunique, i.indisvalid, con.oid IS NOT NULL, i.indpred IS NOT NULL,
       (SELECT json_agg(coalesce(a.attname, '') ORDER BY k.place) FROM unnest(i.indkey::int[]) WITH ORDINALITY k(number, place)
        LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number AND k.number > 0 WHERE k.place <= i.indnkeyatts)
FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_class ic ON ic.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
     LEFT JOIN pg_constraint con ON con.conindid = i.indexrelid AND con.contype IN ('p', 'u', 'x')
WHERE )" OURS("n");

static const char* const constraintsQuery = R"(
SELECT n.nspname, c.relname, k.conname, pg_get_constraintdef(k.oid), k.convalidated
FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE k.contype IN ('c', 'f', 'p', 'u', 'x') AND )" OURS("n");

static const char* const viewsQuery = R"(
SELECT DISTINCT n.nspname, c.relname, sn.nspname, s.relname
FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class JOIN pg_namespace n ON n.oid = c.relnamespace
     JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid AND d.refclassid = 'pg_class'::regclass AND d.refobjid <> c.oid
     JOIN pg_class s ON s.oid = d.refobjid JOIN pg_namespace sn ON sn.oid = s.relnamespace
WHERE c.relkind IN ('v', 'm') AND )" OURS("n");

static const char* const typesQuery = R"(
SELECT n.nspname, t.typname, t.typtype, (SELECT json_agg(e.enumlabel ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid),
       t.typnotnull OR EXISTS (SELECT 1 FROM pg_constraint k WHERE k.contypid = t.oid)
FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace WHERE t.typtype IN ('e', 'd') AND )" OURS("n");

static const char* const functionsQuery = R"(
SELECT n.nspname, p.proname, p.prokind = 'p', p.provolatile, l.lanname, p.prosecdef
FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace JOIN pg_language l ON l.oid = p.prolang WHERE )" OURS("n");

static const char* const extensionsQuery = "SELECT extname FROM pg_extension";

static const char* const hypertablesQuery = R"(
SELECT h.hypertable_schema, h.hypertable_name, h.compression_enabled, (SELECT json_agg(d.column_name) FROM timescaledb_information.dimensions d
       WHERE d.hypertable_schema = h.hypertable_schema AND d.hypertable_name = h.hypertable_name),
       (SELECT sum(c.reltuples)::bigint FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
        WHERE i.inhparent = format('%I.%I', h.hypertable_schema, h.hypertable_name)::regclass AND c.reltuples >= 0),
       hypertable_size(format('%I.%I', h.hypertable_schema, h.hypertable_name)::regclass)
FROM timescaledb_information.hypertables h)";

namespace {

class LiveReader {
public:
    explicit LiveReader(SchemaState& schema)
        : m_schema(schema)
    {
    }
    void relations(const QueryResult& result);
    void columns(const QueryResult& result);
    void indexes(const QueryResult& result);
    void constraints(const QueryResult& result);
    void views(const QueryResult& result);
    void types(const QueryResult& result);
    void functions(const QueryResult& result);
    void hypertables(const QueryResult& result);
    void publish();

private:
    RelationState* find(const QueryResult& result, int row);

    SchemaState& m_schema;
    QHash<QualifiedName, RelationState> m_relations;
};

} // namespace

static QStringList texts(const QByteArray& json)
{
    QStringList list;
    for (const QJsonValue& value : QJsonDocument::fromJson(json).array())
        list << value.toString();
    return list;
}

static std::optional<qint64> number(const QueryResult& result, int row, int column)
{
    return result.isNull(row, column) ? std::nullopt : std::optional(result.integer(row, column));
}

static RelationState::Kind kindOf(const QByteArray& letter)
{
    using Kind = RelationState::Kind;
    static const QHash<QByteArray, Kind> kinds { { "r", Kind::Table }, { "p", Kind::PartitionedTable }, { "f", Kind::ForeignTable },
        { "v", Kind::View }, { "m", Kind::MaterializedView } };
    return kinds.value(letter);
}

RelationState* LiveReader::find(const QueryResult& result, int row)
{
    const auto found = m_relations.find({ result.text(row, 0), result.text(row, 1) });
    return found == m_relations.end() ? nullptr : &*found;
}

void LiveReader::relations(const QueryResult& result)
{
    for (int row = 0; row < result.rows(); ++row) {
        RelationState relation { .name = { result.text(row, 0), result.text(row, 1) }, .kind = kindOf(result.bytes(row, 2)),
            .temporary = result.boolean(row, 3), .complete = true };
        relation.rows = number(result, row, 4);
        relation.bytes = number(result, row, 5);
        relation.writesPerHour = number(result, row, 6);
        relation.rowSecurity = result.boolean(row, 7);
        relation.policies = static_cast<int>(result.integer(row, 8));
        if (result.boolean(row, 11))
            relation.parent = { result.text(row, 9), result.text(row, 10) };
        m_relations.insert(relation.name, relation);
    }
    for (int row = 0; row < result.rows(); ++row) {
        const auto parent = m_relations.find({ result.text(row, 9), result.text(row, 10) });
        if (parent != m_relations.end())
            parent->children << QualifiedName { result.text(row, 0), result.text(row, 1) };
    }
}

// Read by the parser itself, so that the type has the grammar's own name.
static sql::TypeRef typeFrom(const QByteArray& text)
{
    const Script script = parseScript("CREATE TABLE t (c " + text + ")");
    const auto* table = script.statements.size() == 1 ? script.statements.first().as<sql::CreateTable>() : nullptr;
    return table && !table->columns.isEmpty() ? table->columns.first().type : sql::TypeRef();
}

void LiveReader::columns(const QueryResult& result)
{
    QHash<QByteArray, sql::TypeRef> seen;
    for (int row = 0; row < result.rows(); ++row) {
        RelationState* relation = find(result, row);
        if (!relation)
            continue;
        const QByteArray text = result.bytes(row, 6);
        if (!seen.contains(text))
            seen.insert(text, typeFrom(text));
        ColumnState column { .name = result.text(row, 2), .type = seen.value(text), .notNull = result.boolean(row, 3),
            .hasDefault = result.boolean(row, 4), .generates = result.boolean(row, 5) };
        relation->columns << column;
        if (relation->isView())
            relation->outputs << column.name;
    }
}

void LiveReader::indexes(const QueryResult& result)
{
    for (int row = 0; row < result.rows(); ++row) {
        if (RelationState* relation = find(result, row))
            relation->indexes << IndexState { .name = result.text(row, 2), .columns = texts(result.bytes(row, 7)),
                .unique = result.boolean(row, 3), .valid = result.boolean(row, 4), .constraint = result.boolean(row, 5),
                .partial = result.boolean(row, 6) };
    }
}

void LiveReader::constraints(const QueryResult& result)
{
    for (int row = 0; row < result.rows(); ++row) {
        RelationState* relation = find(result, row);
        const Script script = parseScript("ALTER TABLE t ADD " + result.bytes(row, 3));
        const auto* alter = relation && script.statements.size() == 1 ? script.statements.first().as<sql::AlterTable>() : nullptr;
        if (!alter || alter->actions.isEmpty())
            continue;
        const sql::ConstraintDefinition& definition = alter->actions.first().constraint;
        relation->constraints << ConstraintState { .name = result.text(row, 2), .kind = definition.kind, .columns = definition.columns,
            .references = definition.references, .referencedColumns = definition.referencedColumns, .validated = result.boolean(row, 4),
            .provesNotNull = definition.expression.provenNotNull(), .onDelete = definition.onDelete };
    }
}

void LiveReader::views(const QueryResult& result)
{
    for (int row = 0; row < result.rows(); ++row) {
        if (RelationState* relation = find(result, row))
            relation->sources << QualifiedName { result.text(row, 2), result.text(row, 3) };
    }
}

void LiveReader::types(const QueryResult& result)
{
    for (int row = 0; row < result.rows(); ++row) {
        const bool enumeration = result.bytes(row, 2) == "e";
        m_schema.add(TypeState { .name = { result.text(row, 0), result.text(row, 1) },
            .kind = enumeration ? TypeState::Kind::Enum : TypeState::Kind::Domain, .labels = texts(result.bytes(row, 3)),
            .constrained = !enumeration && result.boolean(row, 4) });
    }
}

void LiveReader::functions(const QueryResult& result)
{
    for (int row = 0; row < result.rows(); ++row)
        m_schema.add(FunctionState { .name = { result.text(row, 0), result.text(row, 1) }, .procedure = result.boolean(row, 2),
            .volatility = result.bytes(row, 3).front(), .language = result.text(row, 4), .securityDefiner = result.boolean(row, 5) });
}

void LiveReader::hypertables(const QueryResult& result)
{
    for (int row = 0; row < result.rows(); ++row) {
        RelationState* relation = find(result, row);
        if (!relation)
            continue;
        relation->hypertable = true;
        relation->columnstore = result.boolean(row, 2);
        relation->dimensions = texts(result.bytes(row, 3));
        relation->rows = number(result, row, 4);
        relation->bytes = number(result, row, 5);
    }
}

void LiveReader::publish()
{
    for (const RelationState& relation : std::as_const(m_relations))
        m_schema.add(relation);
    m_schema.setComplete(true);
}

Result<SchemaState> readLiveSchema(Session& session, const CancelToken& token)
{
    const auto current = session.query({ "SELECT current_schema()", {} }, token);
    CORRIDOR_TRY(current);
    std::vector<Query> queries;
    for (const char* text : { relationsQuery, columnsQuery, indexesQuery, constraintsQuery, viewsQuery, typesQuery, functionsQuery, extensionsQuery })
        queries.push_back({ text, {} });
    const auto results = session.pipeline(queries, token);
    CORRIDOR_TRY(results);
    const QString schemaName = current->text(0, 0);
    SchemaState schema(schemaName.isEmpty() ? QStringLiteral("public") : schemaName);
    LiveReader reader(schema);
    reader.relations(results->at(0));
    reader.columns(results->at(1));
    reader.indexes(results->at(2));
    reader.constraints(results->at(3));
    reader.views(results->at(4));
    reader.types(results->at(5));
    reader.functions(results->at(6));
    for (int row = 0; row < results->at(7).rows(); ++row)
        schema.addExtension(results->at(7).text(row, 0));
    if (schema.hasExtension("timescaledb")) {
        const auto hypertables = session.query({ hypertablesQuery, {} }, token);
        CORRIDOR_TRY(hypertables);
        reader.hypertables(*hypertables);
    }
    reader.publish();
    return schema;
}

} // namespace corridor
