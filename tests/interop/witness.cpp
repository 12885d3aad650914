// SPDX-License-Identifier: MIT
#include "witness.h"

#include <libpq-fe.h>
#include <memory>

namespace corridor {

using Connection = std::unique_ptr<PGconn, decltype(&PQfinish)>;
using Answer = std::unique_ptr<PGresult, decltype(&PQclear)>;

static Answer ask(const QByteArray& url, const QByteArray& sql, QString* error)
{
    const Connection connection(PQconnectdb(url.constData()), &PQfinish);
    PQsetNoticeProcessor(connection.get(), [](void*, const char*) { }, nullptr);
    Answer answer(PQexec(connection.get(), sql.constData()), &PQclear);
    const ExecStatusType status = PQresultStatus(answer.get());
    if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK || status == PGRES_EMPTY_QUERY)
        return answer;
    if (error)
        *error = QString::fromUtf8(PQerrorMessage(connection.get()));
    return { nullptr, &PQclear };
}

static QString cell(const PGresult* answer, int row, int column)
{
    return PQgetisnull(answer, row, column) ? QStringLiteral("null")
                                            : QString::fromUtf8(PQgetvalue(answer, row, column));
}

Witness::Witness(QByteArray url)
    : m_url(std::move(url))
{
}

bool Witness::execute(const QByteArray& sql, QString* error) const
{
    return ask(m_url, sql, error) != nullptr;
}

QStringList Witness::rows(const QByteArray& sql) const
{
    QString error;
    const Answer answer = ask(m_url, sql, &error);
    if (!answer)
        return { error.trimmed() };
    QStringList lines;
    for (int row = 0; row < PQntuples(answer.get()); ++row) {
        QStringList cells;
        for (int column = 0; column < PQnfields(answer.get()); ++column)
            cells += cell(answer.get(), row, column);
        lines += cells.join(" | ");
    }
    return lines;
}

QStringList Witness::history() const
{
    return rows(R"(
        SELECT migration_name, checksum, applied_steps_count AS steps,
               CASE WHEN finished_at IS NULL THEN 'unfinished' WHEN finished_at < started_at THEN 'finished too early'
                    ELSE 'finished' END,
               CASE WHEN rolled_back_at IS NULL THEN 'stands' WHEN rolled_back_at < started_at THEN 'undone too early'
                    ELSE 'rolled back' END,
               CASE WHEN logs IS NULL THEN 'no logs' WHEN logs = '' THEN 'empty logs' ELSE 'logs' END,
               id ~ '^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$' AS uuid_v4
        FROM public._prisma_migrations ORDER BY _prisma_migrations.started_at, ctid)");
}

QStringList Witness::historyShape() const
{
    return rows(R"(
        SELECT attname, format_type(atttypid, atttypmod), attnotnull, pg_get_expr(adbin, adrelid)
        FROM pg_attribute LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
        WHERE attrelid = 'public._prisma_migrations'::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum)")
        + rows(R"(SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint
                  WHERE conrelid = 'public._prisma_migrations'::regclass AND contype <> 'n' ORDER BY conname)");
}

} // namespace corridor
