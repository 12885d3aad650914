// SPDX-License-Identifier: MIT
#include "rehearsal/query_check.h"

#include "sql/script.h"

#include <QByteArrayList>
#include <QFile>

namespace corridor {

namespace {

Error unavailable(const QString& why)
{
    return { .code = "queries-unavailable",
        .message = "What the application asks is not known: " + why,
        .hint
        = "CREATE EXTENSION pg_stat_statements on the source, or write the queries into a file: --queries FILE." };
}

const QByteArray nothingSql = "DEALLOCATE ALL";

class Preparing {
public:
    Preparing(Session& session, const CancelToken& token)
        : m_session(session)
        , m_token(token)
    {
    }

    QueryShape shape(const QByteArray& sql)
    {
        const auto prepared = m_session.execute("PREPARE corridor_query AS " + sql, m_token);
        QueryShape shape { .prepares = prepared.has_value() };
        if (!prepared) {
            shape.error = prepared.error().message;
            return shape;
        }
        if (const auto types = m_session.execute(
                "SELECT unnest(parameter_types) FROM pg_catalog.pg_prepared_statements WHERE name = 'corridor_query'",
                m_token))
            for (int row = 0; row < types->rows(); ++row)
                shape.parameters << types->text(row, 0);
        shape.columns = columns(shape.parameters.size());
        return shape;
    }

private:
    // A table of the query's columns says their names and types; of what writes, and where two columns have one name,
    // only the types are known, from PostgreSQL 16 on.
    QStringList columns(qsizetype parameters)
    {
        (void)m_session.execute("SAVEPOINT corridor_columns", m_token);
        const QByteArray values
            = parameters == 0 ? QByteArray() : '(' + QByteArrayList(parameters, "NULL").join(", ") + ')';
        const auto made = m_session.execute(
            "CREATE TEMPORARY TABLE corridor_columns AS EXECUTE corridor_query" + values + " WITH NO DATA", m_token);
        if (made)
            return list(
                "SELECT pg_catalog.quote_ident(attname) || ' ' || pg_catalog.format_type(atttypid, atttypmod) FROM "
                "pg_catalog.pg_attribute"
                " WHERE attrelid = 'pg_temp.corridor_columns'::pg_catalog.regclass AND attnum > 0 ORDER BY attnum");
        (void)m_session.execute("ROLLBACK TO corridor_columns", m_token);
        if (m_session.server().major() < 16)
            return {};
        return list("SELECT unnest(result_types) FROM pg_catalog.pg_prepared_statements WHERE name = 'corridor_query'");
    }

    QStringList list(const QByteArray& sql)
    {
        QStringList texts;
        if (const auto rows = m_session.execute(sql, m_token))
            for (int row = 0; row < rows->rows(); ++row)
                texts << rows->text(row, 0);
        return texts;
    }

    Session& m_session;
    const CancelToken& m_token;
};

std::optional<QueryChange> change(const QueryShape& before, const QueryShape& after)
{
    if (!before.prepares)
        return {};
    if (!after.prepares)
        return QueryChange { .kind = QueryChange::Kind::Broken, .why = after.error };
    if (before.columns != after.columns)
        return QueryChange { .kind = QueryChange::Kind::Result,
            .why = QString("It returned %1, and now %2.").arg(before.columns.join(", "), after.columns.join(", ")) };
    if (before.parameters != after.parameters)
        return QueryChange { .kind = QueryChange::Kind::Parameters,
            .why = QString("It took %1, and now %2.").arg(before.parameters.join(", "), after.parameters.join(", ")) };
    return {};
}

} // namespace

Result<QList<ApplicationQuery>> readQueries(Session& source, int limit, const CancelToken& token)
{
    const auto schema = source.execute("SELECT pg_catalog.quote_ident(n.nspname) FROM pg_catalog.pg_extension e JOIN "
                                       "pg_catalog.pg_namespace n ON n.oid = e.extnamespace"
                                       " WHERE e.extname = 'pg_stat_statements'",
        token);
    CORRIDOR_TRY(schema);
    if (schema->rows() == 0)
        return std::unexpected(unavailable("the source has no pg_stat_statements."));
    const auto rows = source.execute("SELECT query, sum(calls)::bigint, sum(total_exec_time) / sum(calls) FROM "
            + schema->bytes(0, 0)
            + ".pg_stat_statements"
              " WHERE dbid = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database()) "
              "AND calls > 0"
              " AND query ~* '^\\s*(select|insert|update|delete|merge|with)\\M' GROUP BY query ORDER BY 2 DESC, 1 "
              "LIMIT "
            + QByteArray::number(limit),
        token);
    if (!rows)
        return std::unexpected(unavailable(rows.error().message));
    QList<ApplicationQuery> queries;
    for (int row = 0; row < rows->rows(); ++row)
        queries << ApplicationQuery { rows->text(row, 0), rows->integer(row, 1), rows->real(row, 2) };
    return queries;
}

Result<QList<ApplicationQuery>> readQueryFile(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail("queries-unreadable", QString("%1 cannot be read: %2").arg(path, file.errorString()));
    const Script script = parseScript(file.readAll());
    for (const ScriptProblem& problem : script.problems)
        if (problem.blocks())
            return std::unexpected(Error { .code = "queries-unreadable",
                .message = path + ": " + problem.message,
                .hint = "The file holds SQL statements with semicolons between them, and $1 where a value goes.",
                .line = problem.line,
                .column = problem.column });
    QList<ApplicationQuery> queries;
    for (const Statement& statement : script.statements)
        queries << ApplicationQuery { QString::fromUtf8(script.code(statement)) };
    return queries;
}

QList<QueryShape> shapesOf(Session& session, const QList<ApplicationQuery>& queries, const CancelToken& token)
{
    QList<QueryShape> shapes;
    Preparing preparing(session, token);
    for (const ApplicationQuery& query : queries) {
        (void)session.execute("BEGIN", token);
        shapes << preparing.shape(query.sql.toUtf8());
        (void)session.execute("ROLLBACK; " + nothingSql, token);
    }
    return shapes;
}

QString changeWord(QueryChange::Kind kind)
{
    return kind == QueryChange::Kind::Broken ? "broken" : kind == QueryChange::Kind::Result ? "result" : "parameters";
}

QList<QueryChange> queryChanges(const QString& migration, const QList<ApplicationQuery>& queries,
    const QList<QueryShape>& before, const QList<QueryShape>& after)
{
    QList<QueryChange> changes;
    for (qsizetype i = 0; i < queries.size() && i < before.size() && i < after.size(); ++i) {
        if (auto found = change(before[i], after[i])) {
            found->migration = migration;
            found->sql = queries[i].sql;
            found->calls = queries[i].calls;
            changes << *found;
        }
    }
    return changes;
}

} // namespace corridor
