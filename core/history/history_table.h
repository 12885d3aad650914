// SPDX-License-Identifier: MIT
#pragma once

#include "history/history_row.h"
#include "postgres/session.h"

namespace corridor {

// _prisma_migrations as Prisma reads and writes it, always named with its schema.
// One statement a call, each committed by itself unless the caller has opened a transaction.
class HistoryTable {
public:
    // Looks for the table in the URL's schema, else in the first of search_path, else in `public`. The session must
    // outlive this object.
    static Result<HistoryTable> find(Session& session, const CancelToken& token = CancelToken::never());

    // The same in two halves, for a caller that sends the question together with others in one round trip.
    static Query findQuery(const ConnectionOptions& options);
    static HistoryTable fromResult(Session& session, const QueryResult& found);

    bool exists() const { return m_exists; }
    QString schema() const { return m_schema; }

    Result<QList<HistoryRow>> read(const CancelToken& token = CancelToken::never()) const; // ORDER BY started_at
    Result<void> create();
    // The row of a migration that starts now; its id. `logs`: how it is run, where it is not run as Prisma does.
    Result<QString> insertStarted(const QString& name, const QString& checksum, const std::optional<QString>& logs = {});
    // An interrupted or failed row starts again; `checksum` is that of the script as it is now.
    Result<void> goOn(const QString& id, const QString& checksum, const QString& logs);
    Result<void> markFinished(const QString& id); // both of Prisma's UPDATEs in one message
    Result<void> writeLogs(const QString& id, const QString& logs);
    Result<void> markRolledBack(const QString& id);
    // resolve --applied: one finished row, logs '' and no steps.
    Result<void> insertApplied(const QString& name, const QString& checksum);

    QByteArray qualifiedName() const;
    // For a transaction shared with the script.
    QByteArray finishStatement(const QString& id) const;
    QByteArray rollBackStatement(const QString& id) const;
    QByteArray progressStatement(const QString& id, int steps, const QString& logs) const;
    QByteArray logsStatement(const QString& id, const QString& logs) const;

private:
    HistoryTable(Session& session, QString schema, bool exists);
    Session* m_session;
    QString m_schema;
    bool m_exists;
};

} // namespace corridor
