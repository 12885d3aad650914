// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QString>
#include <libpq-fe.h>
#include <memory>
#include <optional>

namespace corridor {

// The rows of one statement. A cheap copy that shares the rows; safe to hand to another thread.
class QueryResult {
public:
    QueryResult() = default;
    explicit QueryResult(PGresult* owned);

    int rows() const;
    int columns() const;
    QString columnName(int column) const;
    bool isNull(int row, int column) const;
    QByteArray bytes(int row, int column) const; // empty for null
    QString text(int row, int column) const { return QString::fromUtf8(bytes(row, column)); }
    std::optional<QString> optionalText(int row, int column) const;
    qint64 integer(int row, int column) const { return bytes(row, column).toLongLong(); }
    double real(int row, int column) const { return bytes(row, column).toDouble(); }
    bool boolean(int row, int column) const { return bytes(row, column) == "t"; }
    // The server's command tag, such as "UPDATE 3", and the rows that it counts (-1 where it counts none).
    QString commandTag() const;
    qint64 affectedRows() const;

private:
    std::shared_ptr<PGresult> m_result;
};

} // namespace corridor
