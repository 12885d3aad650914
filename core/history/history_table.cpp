// SPDX-License-Identifier: MIT
#include "history/history_table.h"

#include <QTimeZone>
#include <QUuid>
#include <chrono>

namespace corridor {

namespace {

// Prisma's times are the client's, in UTC and microseconds.
QByteArray now()
{
    using namespace std::chrono;
    const auto since = duration_cast<microseconds>(system_clock::now().time_since_epoch()).count();
    const auto seconds = QDateTime::fromSecsSinceEpoch(since / 1'000'000, QTimeZone::UTC);
    return seconds.toString("yyyy-MM-dd'T'HH:mm:ss").toUtf8() + '.'
        + QByteArray::number(since % 1'000'000).rightJustified(6, '0') + "+00";
}

// Microseconds since the epoch, as the server was asked for them.
QDateTime toTime(const QByteArray& microseconds)
{
    return QDateTime::fromMSecsSinceEpoch(microseconds.toLongLong() / 1000, QTimeZone::UTC);
}

std::optional<QDateTime> toOptionalTime(const QueryResult& result, int row, int column)
{
    return result.isNull(row, column) ? std::nullopt : std::optional(toTime(result.bytes(row, column)));
}

QByteArray epoch(const char* column)
{
    return QByteArray("(extract(epoch from ") + column + ") * 1000000)::bigint";
}

HistoryRow toRow(const QueryResult& result, int row)
{
    return HistoryRow { .id = result.text(row, 0), .checksum = result.text(row, 1),
        .finishedAt = toOptionalTime(result, row, 2), .migrationName = result.text(row, 3),
        .logs = result.optionalText(row, 4), .rolledBackAt = toOptionalTime(result, row, 5),
        .startedAt = toTime(result.bytes(row, 6)), .appliedStepsCount = int(result.integer(row, 7)) };
}

QString newId() { return QUuid::createUuid().toString(QUuid::WithoutBraces); }

Result<void> done(const Result<QueryResult>& result)
{
    CORRIDOR_TRY(result);
    return {};
}

} // namespace

HistoryTable::HistoryTable(Session& session, QString schema, bool exists)
    : m_session(&session)
    , m_schema(std::move(schema))
    , m_exists(exists)
{
}

Query HistoryTable::findQuery(const ConnectionOptions& options)
{
    // Prisma creates the table unqualified (the first schema of search_path) and looks for it in the URL's schema, else
    // in public: both places are asked, search_path's first, so that ours is where Prisma's is.
    const std::optional<QByteArray> schema = options.schema ? std::optional(options.schema->toUtf8()) : std::nullopt;
    return Query { "SELECT n.nspname, c.oid IS NOT NULL, coalesce($1, current_schema(), 'public')"
                   " FROM pg_namespace n LEFT JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = '_prisma_migrations'"
                   " AND c.relkind IN ('r', 'p')"
                   " WHERE n.nspname = coalesce($1, current_schema(), 'public') OR ($1 IS NULL AND n.nspname = 'public')"
                   " ORDER BY c.oid IS NULL, n.nspname <> coalesce($1, current_schema(), 'public') LIMIT 1",
        { schema } };
}

HistoryTable HistoryTable::fromResult(Session& session, const QueryResult& found)
{
    if (found.rows() == 0)
        return HistoryTable(session, session.options().schema.value_or("public"), false);
    const bool exists = found.boolean(0, 1);
    return HistoryTable(session, exists ? found.text(0, 0) : found.text(0, 2), exists);
}

Result<HistoryTable> HistoryTable::find(Session& session, const CancelToken& token)
{
    const auto found = session.query(findQuery(session.options()), token);
    CORRIDOR_TRY(found);
    return fromResult(session, *found);
}

QByteArray HistoryTable::qualifiedName() const
{
    return Session::quoteIdentifier(m_schema) + ".\"_prisma_migrations\"";
}

Result<QList<HistoryRow>> HistoryTable::read(const CancelToken& token) const
{
    if (!m_exists)
        return QList<HistoryRow>();
    const auto result = m_session->query({ "SELECT id, checksum, " + epoch("finished_at") + ", migration_name, logs, "
            + epoch("rolled_back_at") + ", " + epoch("started_at") + ", applied_steps_count FROM " + qualifiedName()
            + " ORDER BY started_at ASC" },
        token);
    CORRIDOR_TRY(result);
    QList<HistoryRow> rows;
    for (int row = 0; row < result->rows(); ++row)
        rows << toRow(*result, row);
    return rows;
}

Result<void> HistoryTable::create()
{
    CORRIDOR_TRY(m_session->execute("CREATE TABLE " + qualifiedName()
        + " (\n"
          "    id                      VARCHAR(36) PRIMARY KEY NOT NULL,\n"
          "    checksum                VARCHAR(64) NOT NULL,\n"
          "    finished_at             TIMESTAMPTZ,\n"
          "    migration_name          VARCHAR(255) NOT NULL,\n"
          "    logs                    TEXT,\n"
          "    rolled_back_at          TIMESTAMPTZ,\n"
          "    started_at              TIMESTAMPTZ NOT NULL DEFAULT now(),\n"
          "    applied_steps_count     INTEGER NOT NULL DEFAULT 0\n"
          ")"));
    m_exists = true;
    return {};
}

Result<QString> HistoryTable::insertStarted(const QString& name, const QString& checksum, const std::optional<QString>& logs)
{
    const QString id = newId();
    const auto inserted = m_session->query({ "INSERT INTO " + qualifiedName()
            + " (id, checksum, started_at, migration_name, logs) VALUES ($1, $2, $3::timestamptz, $4, $5)",
        { id.toUtf8(), checksum.toUtf8(), now(), name.toUtf8(), logs ? std::optional(logs->toUtf8()) : std::nullopt } });
    CORRIDOR_TRY(inserted);
    return id;
}

Result<void> HistoryTable::goOn(const QString& id, const QString& checksum, const QString& logs)
{
    return done(m_session->query({ "UPDATE " + qualifiedName() + " SET checksum = $2, logs = $3 WHERE id = $1",
        { id.toUtf8(), checksum.toUtf8(), logs.toUtf8() } }));
}

QByteArray HistoryTable::finishStatement(const QString& id) const
{
    return "UPDATE " + qualifiedName() + " SET applied_steps_count = 1, logs = NULL, finished_at = '" + now()
        + "' WHERE id = " + m_session->quoteLiteral(id);
}

Result<void> HistoryTable::markFinished(const QString& id) { return done(m_session->execute(finishStatement(id))); }

Result<void> HistoryTable::writeLogs(const QString& id, const QString& logs)
{
    return done(m_session->query({ "UPDATE " + qualifiedName() + " SET logs = $2 WHERE id = $1", { id.toUtf8(), logs.toUtf8() } }));
}

QByteArray HistoryTable::progressStatement(const QString& id, int steps, const QString& logs) const
{
    return "UPDATE " + qualifiedName() + " SET applied_steps_count = " + QByteArray::number(steps) + ", logs = "
        + m_session->quoteLiteral(logs) + " WHERE id = " + m_session->quoteLiteral(id);
}

QByteArray HistoryTable::logsStatement(const QString& id, const QString& logs) const
{
    return "UPDATE " + qualifiedName() + " SET logs = " + m_session->quoteLiteral(logs) + " WHERE id = " + m_session->quoteLiteral(id);
}

Result<void> HistoryTable::markRolledBack(const QString& id)
{
    return done(m_session->query({ "UPDATE " + qualifiedName() + " SET rolled_back_at = $2::timestamptz WHERE id = $1", { id.toUtf8(), now() } }));
}

QByteArray HistoryTable::rollBackStatement(const QString& id) const
{
    return "UPDATE " + qualifiedName() + " SET logs = NULL, rolled_back_at = '" + now() + "' WHERE id = " + m_session->quoteLiteral(id);
}

Result<void> HistoryTable::insertApplied(const QString& name, const QString& checksum)
{
    return done(m_session->query({ "INSERT INTO " + qualifiedName()
            + " (id, checksum, logs, started_at, finished_at, migration_name, applied_steps_count)"
              " VALUES ($1, $2, '', $3::timestamptz, $3::timestamptz, $4, 0)",
        { newId().toUtf8(), checksum.toUtf8(), now(), name.toUtf8() } }));
}

} // namespace corridor
