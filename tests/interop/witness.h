// SPDX-License-Identifier: MIT
#pragma once

#include <QStringList>

namespace corridor {

// A database seen by libpq alone, so that what is tested does not judge itself.
class Witness {
public:
    explicit Witness(QByteArray url);

    // One simple-query message; false, with the server's words in *error, when it fails.
    bool execute(const QByteArray& sql, QString* error = nullptr) const;
    // The rows of a query, columns joined by " | ", null as "null".
    QStringList rows(const QByteArray& sql) const;

    // _prisma_migrations without what differs from run to run: one line a row, by started_at. Times are judged instead
    // of shown ("in order"), ids by their form, logs by whether they are null, empty or text.
    QStringList history() const;
    // The table's columns and keys.
    QStringList historyShape() const;

private:
    QByteArray m_url;
};

} // namespace corridor
