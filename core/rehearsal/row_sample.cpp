// SPDX-License-Identifier: MIT
#include "rehearsal/row_sample.h"

#include "rehearsal/refresh_views.h"

#include <QByteArrayList>
#include <algorithm>

namespace corridor {

namespace {

constexpr qsizetype rowsAtOnce = 500;

// Names and types as SQL writes them.
struct SampledTable {
    QByteArray name;
    QByteArrayList columns; // without generated ones, which nobody may write
    bool isPartitioned = false;
    bool hasDeferrable = false; // unique constraints that ON CONFLICT cannot look at
};
struct SampledKey {
    QByteArray child, parent;
    QByteArrayList childColumns, parentColumns, parentTypes;
};

// A text[] of these, as a parameter.
QByteArray arrayLiteral(const QByteArrayList& texts)
{
    QByteArrayList quoted;
    for (QByteArray text : texts)
        quoted << '"' + text.replace('\\', "\\\\").replace('"', "\\\"") + '"';
    return '{' + quoted.join(',') + '}';
}

// Names that stay whole on their way: separated by a character that no name can hold here.
QByteArrayList names(const QByteArray& joined) { return joined.split('\x1f'); }

const QByteArray tablesSql = R"(
SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname), c.relkind = 'p',
       (SELECT string_agg(quote_ident(a.attname), E'\x1f' ORDER BY a.attnum) FROM pg_attribute a
         WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''),
       EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype IN ('p', 'u', 'x') AND k.condeferrable)
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind IN ('r', 'p') AND c.relpersistence <> 't' AND c.relname <> '_prisma_migrations'
   AND n.nspname NOT IN ('pg_catalog', 'information_schema')
   AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
 ORDER BY c.oid)";

const QByteArray keysSql = R"(
SELECT k.conrelid::regclass::text, k.confrelid::regclass::text,
       (SELECT string_agg(quote_ident(a.attname), E'\x1f' ORDER BY u.place) FROM unnest(k.conkey) WITH ORDINALITY u(number, place)
          JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.number),
       (SELECT string_agg(quote_ident(a.attname), E'\x1f' ORDER BY u.place) FROM unnest(k.confkey) WITH ORDINALITY u(number, place)
          JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = u.number),
       (SELECT string_agg(format_type(a.atttypid, NULL), E'\x1f' ORDER BY u.place) FROM unnest(k.confkey) WITH ORDINALITY u(number, place)
          JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = u.number)
  FROM pg_constraint k WHERE k.contype = 'f' AND k.conparentid = 0 ORDER BY k.oid)";

class Sample {
public:
    Sample(Session& source, Session& copy, const CancelToken& token)
        : m_source(source)
        , m_copy(copy)
        , m_token(token)
    {
    }

    Result<qint64> run(double percent)
    {
        CORRIDOR_TRY(prepare());
        for (const SampledTable& table : m_tables)
            if (!table.isPartitioned)
                CORRIDOR_TRY(copyShare(table, percent));
        for (qint64 before = -1; before != m_rows;) {
            before = m_rows;
            for (const SampledKey& key : m_keys)
                CORRIDOR_TRY(addMissing(key));
        }
        CORRIDOR_TRY(refreshViews(m_copy, m_token)); // they were filled when the tables were still empty
        CORRIDOR_TRY(m_copy.execute("RESET ALL; ANALYZE", m_token));
        return m_rows;
    }

private:
    // Values must be written and read alike on both sides.
    Result<void> prepare()
    {
        const QByteArray alike = "SET search_path = ''; SET datestyle = 'ISO, YMD'; SET intervalstyle = 'iso_8601'; SET extra_float_digits = 3;"
                                 " SET timezone = 'UTC'; SET xmloption = content; ";
        CORRIDOR_TRY(m_source.execute(alike + "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL row_security = off", m_token));
        CORRIDOR_TRY(m_copy.execute(alike + "SET session_replication_role = replica; SET client_min_messages = warning", m_token));
        const auto timescale = m_source.execute("SELECT FROM pg_extension WHERE extname = 'timescaledb'", m_token);
        CORRIDOR_TRY(timescale);
        if (timescale->rows() > 0)
            return fail("rehearse-rows-unsupported", "A sample of a database with TimescaleDB cannot be taken yet.",
                "Take --rows full where there is room, else --rows none.");
        return readShape();
    }

    Result<void> readShape()
    {
        const auto tables = m_source.execute(tablesSql, m_token);
        CORRIDOR_TRY(tables);
        for (int row = 0; row < tables->rows(); ++row)
            if (!tables->isNull(row, 2))
                m_tables << SampledTable { tables->bytes(row, 0), names(tables->bytes(row, 2)), tables->boolean(row, 1),
                    tables->boolean(row, 3) };
        const auto keys = m_source.execute(keysSql, m_token);
        CORRIDOR_TRY(keys);
        for (int row = 0; row < keys->rows(); ++row)
            m_keys << SampledKey { keys->bytes(row, 0), keys->bytes(row, 1), names(keys->bytes(row, 2)), names(keys->bytes(row, 3)),
                names(keys->bytes(row, 4)) };
        return {};
    }

    Result<void> copyShare(const SampledTable& table, double percent)
    {
        CORRIDOR_TRY(m_source.execute("DECLARE corridor_sample NO SCROLL CURSOR FOR SELECT (t.*)::text FROM ONLY " + table.name
                + " t TABLESAMPLE BERNOULLI (" + QByteArray::number(percent) + ") REPEATABLE (1)", m_token));
        for (;;) {
            const auto rows = m_source.execute("FETCH " + QByteArray::number(rowsAtOnce) + " FROM corridor_sample", m_token);
            CORRIDOR_TRY(rows);
            if (rows->rows() == 0)
                break;
            CORRIDOR_TRY(insert(table, *rows));
        }
        CORRIDOR_TRY(m_source.execute("CLOSE corridor_sample", m_token));
        return {};
    }

    // A row goes as its text, which every type has, and is read as the table's own row type.
    Result<void> insert(const SampledTable& table, const QueryResult& rows)
    {
        QByteArrayList texts, fields;
        for (int row = 0; row < rows.rows(); ++row)
            texts << rows.bytes(row, 0);
        for (const QByteArray& column : table.columns)
            fields << "(s.r)." + column;
        const auto done = m_copy.query({ "INSERT INTO " + table.name + " (" + table.columns.join(", ") + ") OVERRIDING SYSTEM VALUE SELECT "
                + fields.join(", ") + " FROM (SELECT x::" + table.name + " r FROM unnest($1::text[]) x OFFSET 0) s"
                + (table.hasDeferrable ? "" : " ON CONFLICT DO NOTHING"),
            { arrayLiteral(texts) } }, m_token);
        CORRIDOR_TRY(done);
        m_rows += done->affectedRows();
        return {};
    }

    QByteArray missingSql(const SampledKey& key) const
    {
        QByteArrayList fields, given, equal;
        for (qsizetype i = 0; i < key.childColumns.size(); ++i) {
            fields << "c." + key.childColumns[i] + "::text";
            given << "c." + key.childColumns[i] + " IS NOT NULL";
            equal << "p." + key.parentColumns[i] + " = c." + key.childColumns[i];
        }
        return "SELECT DISTINCT " + fields.join(", ") + " FROM " + key.child + " c WHERE " + given.join(" AND ")
            + " AND NOT EXISTS (SELECT FROM " + key.parent + " p WHERE " + equal.join(" AND ") + ')';
    }

    Result<void> addMissing(const SampledKey& key)
    {
        const auto table = std::ranges::find(m_tables, key.parent, &SampledTable::name);
        if (table == m_tables.end())
            return {};
        const auto missing = m_copy.execute(missingSql(key), m_token);
        CORRIDOR_TRY(missing);
        for (int first = 0; first < missing->rows(); first += int(rowsAtOnce)) {
            const auto rows = parents(key, *missing, first, std::min(missing->rows(), first + int(rowsAtOnce)));
            CORRIDOR_TRY(rows);
            if (rows->rows() > 0)
                CORRIDOR_TRY(insert(*table, *rows));
        }
        return {};
    }

    Result<QueryResult> parents(const SampledKey& key, const QueryResult& missing, int first, int end)
    {
        Query query;
        QByteArrayList wanted, lists, fields;
        for (int column = 0; column < key.parentColumns.size(); ++column) {
            QByteArrayList values;
            for (int row = first; row < end; ++row)
                values << missing.bytes(row, column);
            const QByteArray name = "k" + QByteArray::number(column);
            query.parameters << arrayLiteral(values);
            lists << '$' + QByteArray::number(column + 1) + "::text[]";
            fields << name;
            wanted << "u." + name + "::" + key.parentTypes[column];
        }
        QByteArrayList keys;
        for (const QByteArray& column : key.parentColumns)
            keys << "p." + column;
        query.sql = "SELECT (p.*)::text FROM " + key.parent + " p WHERE (" + keys.join(", ") + ") IN (SELECT " + wanted.join(", ")
            + " FROM unnest(" + lists.join(", ") + ") u(" + fields.join(", ") + "))";
        return m_source.query(query, m_token);
    }

    Session& m_source;
    Session& m_copy;
    const CancelToken& m_token;
    QList<SampledTable> m_tables;
    QList<SampledKey> m_keys;
    qint64 m_rows = 0;
};

} // namespace

Result<qint64> copySample(Session& source, Session& copy, double percent, const CancelToken& token)
{
    return Sample(source, copy, token).run(percent);
}

} // namespace corridor
