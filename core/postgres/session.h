// SPDX-License-Identifier: MIT
#pragma once

#include "base/cancel.h"
#include "base/error.h"
#include "postgres/connection.h"
#include "postgres/query_result.h"

#include <functional>
#include <vector>

namespace corridor {

// What the server says beside its results, and in its errors. Positions count characters from 1, 0 is none.
struct ServerMessage {
    QString severity, sqlstate, message, detail, hint, context, schema, table, column, constraint, routine;
    QString file, line, dataType;
    int position = 0;
};

struct ServerFacts {
    int version = 0; // as server_version_num: 150004
    QString versionText;
    QString host, port, database, user, role;
    int major() const { return version / 10000; }
};

struct Query {
    QByteArray sql;
    QList<std::optional<QByteArray>> parameters; // text format; the server infers the types
};

// One libpq connection. Synchronous: every call waits for its answer, and gives up when its token is cancelled (the
// server is asked to cancel by libpq's own cancel request, then its answer is awaited; error 57014). One thread at a
// time; cancelling is what other threads may do. Moves, does not copy; closes with its life.
// Errors carry the SQLSTATE and the server's detail and hint; code is Prisma's where there is one (P1000, P1001,
// P1002, P1003, P1010, P1011, P1017), else "server-error".
class Session {
public:
    static Result<Session> open(const ConnectionOptions& options, const CancelToken& token = CancelToken::never());
    Session(Session&&) noexcept;
    Session& operator=(Session&&) noexcept;
    ~Session();

    // One simple-query message with any number of statements, as psql -c and Prisma send it; the last result.
    Result<QueryResult> execute(const QByteArray& sql, const CancelToken& token = CancelToken::never());
    // One statement with parameters ($1 …).
    Result<QueryResult> query(const Query& query, const CancelToken& token = CancelToken::never());
    // All in one round trip (pipeline mode), each its own transaction; stops at the first error.
    Result<std::vector<QueryResult>> pipeline(const std::vector<Query>& queries,
        const CancelToken& token = CancelToken::never());

    const ServerFacts& server() const;
    const ConnectionOptions& options() const;
    int backendPid() const;
    bool isOpen() const;
    // The state of the transaction block: idle, active, in a block, in a failed block, unknown (connection lost).
    PGTransactionStatusType transactionStatus() const;
    // The message behind the last error, with its position; empty when the last call succeeded or never reached the server.
    const ServerMessage& lastMessage() const;
    // Called for every notice, on the thread that waits.
    void onNotice(std::function<void(const ServerMessage&)> handler);
    // Called every so often while a call waits for its answer, on the thread that waits. It must leave this session alone.
    void onWait(int intervalMs, std::function<void()> handler);

    // "quoted", as PQescapeIdentifier; and 'quoted'.
    static QByteArray quoteIdentifier(const QString& name);
    QByteArray quoteLiteral(const QString& text) const;

private:
    struct Connection;
    explicit Session(std::unique_ptr<Connection> connection);
    std::unique_ptr<Connection> m_connection;
};

} // namespace corridor
