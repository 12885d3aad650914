// SPDX-License-Identifier: MIT
#include "postgres/query_result.h"

namespace corridor {

QueryResult::QueryResult(PGresult* owned)
    : m_result(owned, PQclear)
{
}

int QueryResult::rows() const { return m_result ? PQntuples(m_result.get()) : 0; }
int QueryResult::columns() const { return m_result ? PQnfields(m_result.get()) : 0; }
QString QueryResult::columnName(int column) const { return QString::fromUtf8(PQfname(m_result.get(), column)); }
bool QueryResult::isNull(int row, int column) const { return PQgetisnull(m_result.get(), row, column); }

QByteArray QueryResult::bytes(int row, int column) const
{
    return QByteArray(PQgetvalue(m_result.get(), row, column), PQgetlength(m_result.get(), row, column));
}

std::optional<QString> QueryResult::optionalText(int row, int column) const
{
    return isNull(row, column) ? std::nullopt : std::optional(text(row, column));
}

QString QueryResult::commandTag() const
{
    return m_result ? QString::fromUtf8(PQcmdStatus(m_result.get())) : QString();
}

qint64 QueryResult::affectedRows() const
{
    const QByteArray count = m_result ? PQcmdTuples(m_result.get()) : "";
    return count.isEmpty() ? -1 : count.toLongLong();
}

} // namespace corridor
