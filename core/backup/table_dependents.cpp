// SPDX-License-Identifier: MIT
#include "backup/table_dependents.h"

#include "catalog/identifier.h"
#include "postgres/session.h"

namespace corridor {

namespace {

// Names are asked for with an empty search_path, so that definitions name schemas.
class DependentReader {
public:
    DependentReader(Session& session, const CancelToken& token)
        : m_session(session)
        , m_token(token)
    {
    }

    Result<TableDependents> read(const QList<TableName>& tables)
    {
        for (const TableName& table : tables)
            CORRIDOR_TRY(addPresent(table));
        if (m_found.present.isEmpty())
            return m_found;
        for (const auto part :
            { &DependentReader::readStatistics, &DependentReader::readKeys, &DependentReader::readViews,
                &DependentReader::readOthers, &DependentReader::readPublications, &DependentReader::readHypertables })
            CORRIDOR_TRY((this->*part)());
        return m_found;
    }

private:
    Result<QueryResult> ask(const QByteArray& sql, const QList<std::optional<QByteArray>>& values = {})
    {
        return m_session.query({ sql, values }, m_token);
    }
    QList<std::optional<QByteArray>> oids() const { return { '{' + m_oids.join(',') + '}' }; }

    Result<void> addPresent(const TableName& table)
    {
        const auto found = ask("SELECT c.oid FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
                               " WHERE n.nspname = $1 AND c.relname = $2",
            { table.schema.toUtf8(), table.name.toUtf8() });
        CORRIDOR_TRY(found);
        if (found->rows() == 0)
            return {};
        m_found.present << table;
        m_oids << found->text(0, 0).toUtf8();
        return {};
    }

    Result<void> readStatistics()
    {
        const auto rows = ask("SELECT n.nspname, s.stxname FROM pg_statistic_ext s"
                              " JOIN pg_namespace n ON n.oid = s.stxnamespace WHERE s.stxrelid = ANY($1::oid[])",
            oids());
        CORRIDOR_TRY(rows);
        for (int row = 0; row < rows->rows(); ++row)
            m_found.statistics << TableName { rows->text(row, 0), rows->text(row, 1) };
        return {};
    }

    Result<void> readKeys()
    {
        const auto rows = ask("SELECT n.nspname, c.relname, k.conname, pg_get_constraintdef(k.oid)"
                              " FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid"
                              " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE k.contype = 'f'"
                              " AND k.conparentid = 0 AND k.confrelid = ANY($1::oid[])"
                              " AND k.conrelid <> ALL($1::oid[]) ORDER BY 1, 2, 3",
            oids());
        CORRIDOR_TRY(rows);
        for (int row = 0; row < rows->rows(); ++row)
            m_found.keys << KeyDefinition { { rows->text(row, 0), rows->text(row, 1) }, rows->text(row, 2),
                rows->text(row, 3) };
        return {};
    }

    Result<void> readViews()
    {
        const auto rows = ask("SELECT DISTINCT n.nspname, c.relname, coalesce(' WITH ('"
                              " || array_to_string(c.reloptions, ', ') || ')', ''), pg_get_viewdef(c.oid)"
                              " FROM pg_depend d JOIN pg_rewrite r ON r.oid = d.objid"
                              " JOIN pg_class c ON c.oid = r.ev_class JOIN pg_namespace n ON n.oid = c.relnamespace"
                              " WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass"
                              " AND c.relkind = 'v' AND d.refobjid = ANY($1::oid[]) ORDER BY 1, 2",
            oids());
        CORRIDOR_TRY(rows);
        for (int row = 0; row < rows->rows(); ++row)
            m_found.views << ViewDefinition { { rows->text(row, 0), rows->text(row, 1) }, rows->text(row, 2),
                rows->text(row, 3) };
        return {};
    }

    // Materialized views, rules and policies of other tables, functions with parsed bodies, columns of the row type,
    // defaults that draw from the tables' sequences, tables that inherit.
    Result<void> readOthers()
    {
        const auto rows = ask(R"(
WITH t AS (SELECT unnest($1::oid[]) AS oid),
     owned AS (SELECT d.objid AS oid FROM pg_depend d JOIN pg_class c ON c.oid = d.objid AND c.relkind = 'S'
                WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass
                  AND d.refobjid IN (SELECT oid FROM t) AND d.deptype IN ('a', 'i')),
     types AS (SELECT y.oid FROM pg_type y JOIN pg_class c ON c.reltype = y.oid WHERE c.oid IN (SELECT oid FROM t)
               UNION SELECT y.typarray FROM pg_type y JOIN pg_class c ON c.reltype = y.oid
                WHERE c.oid IN (SELECT oid FROM t)),
     hanging AS (SELECT DISTINCT d.classid, d.objid, d.objsubid FROM pg_depend d WHERE d.deptype = 'n'
        AND (d.refclassid = 'pg_class'::regclass AND d.refobjid IN (SELECT oid FROM t UNION SELECT oid FROM owned)
             OR d.refclassid = 'pg_type'::regclass AND d.refobjid IN (SELECT oid FROM types)))
SELECT DISTINCT pg_describe_object(h.classid, h.objid, h.objsubid) FROM hanging h
  LEFT JOIN pg_rewrite r ON h.classid = 'pg_rewrite'::regclass AND r.oid = h.objid
  LEFT JOIN pg_class v ON v.oid = r.ev_class
  LEFT JOIN pg_attrdef a ON h.classid = 'pg_attrdef'::regclass AND a.oid = h.objid
  LEFT JOIN pg_policy p ON h.classid = 'pg_policy'::regclass AND p.oid = h.objid
  LEFT JOIN pg_trigger g ON h.classid = 'pg_trigger'::regclass AND g.oid = h.objid
 WHERE h.classid <> 'pg_constraint'::regclass AND h.classid <> 'pg_statistic_ext'::regclass
   AND NOT coalesce(v.relkind = 'v', false)
   AND NOT coalesce(a.adrelid IN (SELECT oid FROM t), false)
   AND NOT coalesce(p.polrelid IN (SELECT oid FROM t), false)
   AND NOT coalesce(g.tgrelid IN (SELECT oid FROM t), false)
   AND NOT coalesce(r.ev_class IN (SELECT oid FROM t), false)
   AND NOT (h.classid = 'pg_class'::regclass AND h.objid IN (SELECT oid FROM t UNION SELECT oid FROM owned))
 ORDER BY 1)",
            oids());
        CORRIDOR_TRY(rows);
        for (int row = 0; row < rows->rows(); ++row)
            m_found.others << rows->text(row, 0);
        return {};
    }

    Result<void> readPublications()
    {
        const auto rows = ask("SELECT DISTINCT p.pubname FROM pg_publication_rel r JOIN pg_publication p"
                              " ON p.oid = r.prpubid WHERE r.prrelid = ANY($1::oid[]) ORDER BY 1",
            oids());
        CORRIDOR_TRY(rows);
        for (int row = 0; row < rows->rows(); ++row)
            m_found.publications << rows->text(row, 0);
        return {};
    }

    Result<void> readHypertables()
    {
        const auto here = ask("SELECT to_regclass('timescaledb_information.hypertables') IS NOT NULL");
        CORRIDOR_TRY(here);
        if (here->text(0, 0) != "t")
            return {};
        const auto rows = ask("SELECT hypertable_schema, hypertable_name FROM timescaledb_information.hypertables");
        CORRIDOR_TRY(rows);
        for (int row = 0; row < rows->rows(); ++row) {
            const TableName table { rows->text(row, 0), rows->text(row, 1) };
            if (m_found.present.contains(table))
                m_found.hypertables << table.display();
        }
        return {};
    }

    Session& m_session;
    const CancelToken& m_token;
    QList<QByteArray> m_oids;
    TableDependents m_found;
};

} // namespace

Result<TableDependents> readTableDependents(Session& session, const QList<TableName>& tables, const CancelToken& token)
{
    CORRIDOR_TRY(session.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL search_path = ''", token));
    auto found = DependentReader(session, token).read(tables);
    (void)session.execute("ROLLBACK");
    return found;
}

Result<KeyState> readKeyState(Session& session, const IncomingKey& key, const CancelToken& token)
{
    const auto rows
        = session.query({ "SELECT count(*), count(k.oid) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
                          " LEFT JOIN pg_constraint k ON k.conrelid = c.oid AND k.conname = $3"
                          " WHERE n.nspname = $1 AND c.relname = $2",
                            { key.table.schema.toUtf8(), key.table.name.toUtf8(), key.constraint.toUtf8() } },
            token);
    CORRIDOR_TRY(rows);
    return KeyState { rows->integer(0, 0) > 0, rows->integer(0, 1) > 0 };
}

} // namespace corridor
