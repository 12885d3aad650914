// SPDX-License-Identifier: MIT
#pragma once

#include "history/history_row.h"
#include "postgres/session.h"

namespace corridor {

// _prisma_migrations as Prisma reads and writes it, always named with its schema.
// One statement a call, each committed by itself unless the caller has opened a transaction.
class HistoryTable {
public:
    // Looks for the table in `schema` (the URL's, else where search_path finds it, else `public`). The session must
    // outlive this object.
    static Result<HistoryTable> find(Session& session, const CancelToken& token = CancelToken::never());

    bool exists() const { return m_exists; }
    QString schema() const { return m_schema; }

    Result<QList<HistoryRow>> read(const CancelToken& token = CancelToken::never()) const; // ORDER BY started_at
    Result<void> create();
    // The row of a migration that starts now; its id.
    Result<QString> insertStarted(const QString& name, const QString& checksum);
    Result<void> markFinished(const QString& id); // both of Prisma's UPDATEs in one message
    Result<void> writeLogs(const QString& id, const QString& logs);
    Result<void> markRolledBack(const QString& id);
    // resolve --applied: one finished row, logs '' and no steps.
    Result<void> insertApplied(const QString& name, const QString& checksum);

    QByteArray qualifiedName() const;
    QByteArray finishStatement(const QString& id) const; // for a transaction shared with the script

private:
    HistoryTable(Session& session, QString schema, bool exists);
    Session* m_session;
    QString m_schema;
    bool m_exists;
};

} // namespace corridor
