// SPDX-License-Identifier: MIT
#include "postgres/session.h"

#include "postgres/connect_error.h"

#include <QDeadlineTimer>
#include <poll.h>

namespace corridor {

namespace {

ServerMessage readMessage(const PGresult* result)
{
    const auto field = [result](int code) { return QString::fromUtf8(PQresultErrorField(result, code)); };
    ServerMessage message { .severity = field(PG_DIAG_SEVERITY_NONLOCALIZED), .sqlstate = field(PG_DIAG_SQLSTATE),
        .message = field(PG_DIAG_MESSAGE_PRIMARY), .detail = field(PG_DIAG_MESSAGE_DETAIL),
        .hint = field(PG_DIAG_MESSAGE_HINT), .context = field(PG_DIAG_CONTEXT), .schema = field(PG_DIAG_SCHEMA_NAME),
        .table = field(PG_DIAG_TABLE_NAME), .column = field(PG_DIAG_COLUMN_NAME),
        .constraint = field(PG_DIAG_CONSTRAINT_NAME), .routine = field(PG_DIAG_SOURCE_FUNCTION),
        .file = field(PG_DIAG_SOURCE_FILE), .line = field(PG_DIAG_SOURCE_LINE),
        .dataType = field(PG_DIAG_DATATYPE_NAME), .position = field(PG_DIAG_STATEMENT_POSITION).toInt() };
    return message;
}

bool isError(const PGresult* result)
{
    const auto status = PQresultStatus(result);
    return status == PGRES_FATAL_ERROR || status == PGRES_BAD_RESPONSE;
}

// What URLs and defaults leave open, so that a dead peer is noticed and the server's views name us.
void addDefaults(QList<ConnectionOptions::Keyword>& keywords)
{
    const std::pair<const char*, const char*> defaults[] = { { "client_encoding", "UTF8" },
        { "fallback_application_name", "corridor" }, { "keepalives_idle", "30" }, { "keepalives_interval", "10" },
        { "keepalives_count", "3" } };
    for (const auto& [name, value] : defaults) {
        if (std::ranges::none_of(keywords, [&](const auto& keyword) { return keyword.name == name; }))
            keywords.append(ConnectionOptions::Keyword { name, value });
    }
}

// The URL's schema becomes the session's default search_path, so that RESET ALL comes back to it.
void addSearchPath(QList<ConnectionOptions::Keyword>& keywords, const QString& schema)
{
    QByteArray value = Session::quoteIdentifier(schema);
    value.replace('\\', "\\\\").replace(' ', "\\ ");
    const QByteArray setting = "-c search_path=" + value;
    for (auto& keyword : keywords) {
        if (keyword.name == "options") {
            keyword.value += ' ' + setting;
            return;
        }
    }
    keywords.append(ConnectionOptions::Keyword { "options", setting });
}

// Waits until the socket is ready or the token is cancelled; false when cancelled or out of time.
bool waitFor(int socket, short events, const CancelToken* token, int timeoutMs)
{
    pollfd descriptors[2] = { { socket, events, 0 }, { token ? token->descriptor() : -1, POLLIN, 0 } };
    for (;;) {
        const int ready = poll(descriptors, 2, timeoutMs);
        if (ready < 0 && errno == EINTR)
            continue;
        return ready > 0 && !descriptors[1].revents;
    }
}

} // namespace

struct Session::Connection {
    PGconn* pg = nullptr;
    ConnectionOptions options;
    ServerFacts facts;
    ServerMessage last;
    std::function<void(const ServerMessage&)> onNotice;
    std::function<void()> onWait;
    int waitIntervalMs = -1;

    ~Connection() { PQfinish(pg); }

    static void receiveNotice(void* self, const PGresult* result)
    {
        const auto* connection = static_cast<Connection*>(self);
        if (connection->onNotice)
            connection->onNotice(readMessage(result));
    }

    Error lostConnection() const
    {
        return Error { .code = "P1017", .message = "Server has closed the connection.",
            .detail = QString::fromUtf8(PQerrorMessage(pg)).trimmed(),
            .hint = "Look at the server's log for the reason, then ask `corridor status` what was applied." };
    }

    Error toError() const
    {
        return Error { .code = "server-error", .message = last.message, .detail = last.detail, .hint = last.hint,
            .sqlstate = last.sqlstate };
    }

    void askToCancel() const
    {
        PGcancelConn* cancel = PQcancelCreate(pg);
        PQcancelBlocking(cancel);
        PQcancelFinish(cancel);
    }

    // The next result, or null at the end of a message; waits, and passes a cancellation on to the server once.
    PGresult* nextResult(const CancelToken& token, bool& cancelSent)
    {
        while (PQisBusy(pg)) {
            if (token.isCancelled() && !cancelSent) {
                cancelSent = true;
                askToCancel();
            }
            if (!waitFor(PQsocket(pg), POLLIN, cancelSent ? nullptr : &token, onWait ? waitIntervalMs : -1)) {
                if (onWait && !token.isCancelled())
                    onWait();
                continue;
            }
            if (!PQconsumeInput(pg))
                break;
        }
        return PQgetResult(pg);
    }

    // COPY has no place in a migration's message: the server is told so, and answers with its own error.
    void endCopy(const PGresult* result)
    {
        const auto status = PQresultStatus(result);
        if (status == PGRES_COPY_IN)
            PQputCopyEnd(pg, "COPY FROM STDIN has no data in a migration script");
        for (char* row = nullptr; status == PGRES_COPY_OUT && PQgetCopyData(pg, &row, 0) > 0;)
            PQfreemem(row);
    }

    // All results of one message; the last of them, or the first error.
    Result<QueryResult> finishMessage(const CancelToken& token)
    {
        last = {};
        QueryResult kept;
        std::optional<Error> error;
        bool cancelSent = false;
        while (PGresult* result = nextResult(token, cancelSent)) {
            if (isError(result) && !error) {
                last = readMessage(result);
                error = last.sqlstate.isEmpty() ? lostConnection() : toError();
            }
            endCopy(result);
            kept = QueryResult(result);
        }
        if (PQstatus(pg) == CONNECTION_BAD && !error)
            error = lostConnection();
        if (error)
            return std::unexpected(*error);
        return kept;
    }
};

Session::Session(std::unique_ptr<Connection> connection)
    : m_connection(std::move(connection))
{
}

Session::Session(Session&&) noexcept = default;
Session& Session::operator=(Session&&) noexcept = default;
Session::~Session() = default;

namespace {

// Drives PQconnectPoll; libpq leaves connect_timeout to its caller here.
PostgresPollingStatusType connectWithin(PGconn* pg, int timeoutMs, const CancelToken& token)
{
    const QDeadlineTimer deadline = timeoutMs > 0 ? QDeadlineTimer(timeoutMs) : QDeadlineTimer(QDeadlineTimer::Forever);
    auto status = PGRES_POLLING_WRITING;
    while (status == PGRES_POLLING_READING || status == PGRES_POLLING_WRITING) {
        const short events = status == PGRES_POLLING_READING ? POLLIN : POLLOUT;
        const int left = deadline.isForever() ? -1 : int(deadline.remainingTime());
        if (!waitFor(PQsocket(pg), events, &token, left))
            break;
        status = PQconnectPoll(pg);
    }
    return status;
}

} // namespace

Result<Session> Session::open(const ConnectionOptions& options, const CancelToken& token)
{
    auto keywords = options.keywords;
    addDefaults(keywords);
    if (options.schema)
        addSearchPath(keywords, *options.schema);
    std::vector<const char*> names, values;
    for (const auto& keyword : keywords) {
        names.push_back(keyword.name.constData());
        values.push_back(keyword.value.constData());
    }
    names.push_back(nullptr);
    values.push_back(nullptr);

    auto connection = std::make_unique<Connection>();
    connection->options = options;
    PGconn* pg = connection->pg = PQconnectStartParams(names.data(), values.data(), 0);
    PQsetErrorVerbosity(pg, PQERRORS_VERBOSE); // the only way to read the SQLSTATE of a refused connection
    const int hosts = int(options.value("host").count(',')) + 1;
    const auto status = PQstatus(pg) == CONNECTION_BAD
        ? PGRES_POLLING_FAILED
        : connectWithin(pg, options.value("connect_timeout").toInt() * 1000 * hosts, token);
    if (status != PGRES_POLLING_OK)
        return std::unexpected(connectError(options, QString::fromUtf8(PQerrorMessage(pg)),
            status != PGRES_POLLING_FAILED, token.isCancelled()));

    PQsetErrorVerbosity(pg, PQERRORS_DEFAULT);
    PQsetNoticeReceiver(pg, &Connection::receiveNotice, connection.get());
    connection->facts = ServerFacts { .version = PQserverVersion(pg),
        .versionText = QString::fromUtf8(PQparameterStatus(pg, "server_version")), .host = QString::fromUtf8(PQhost(pg)),
        .port = QString::fromUtf8(PQport(pg)), .database = QString::fromUtf8(PQdb(pg)),
        .user = QString::fromUtf8(PQuser(pg)), .role = QString::fromUtf8(PQparameterStatus(pg, "session_authorization")) };
    return Session(std::move(connection));
}

Result<QueryResult> Session::execute(const QByteArray& sql, const CancelToken& token)
{
    if (sql.contains('\0'))
        return fail("script-contains-nul", "The text holds a NUL byte, at which the server would stop reading.",
            "Remove it; an editor that shows control characters finds it.");
    if (!PQsendQuery(m_connection->pg, sql.constData()))
        return std::unexpected(m_connection->lostConnection());
    return m_connection->finishMessage(token);
}

namespace {

int sendQuery(PGconn* pg, const Query& query)
{
    std::vector<const char*> values;
    for (const auto& parameter : query.parameters)
        values.push_back(parameter ? parameter->constData() : nullptr);
    return PQsendQueryParams(pg, query.sql.constData(), int(values.size()), nullptr, values.data(), nullptr, nullptr, 0);
}

} // namespace

Result<QueryResult> Session::query(const Query& query, const CancelToken& token)
{
    if (!sendQuery(m_connection->pg, query))
        return std::unexpected(m_connection->lostConnection());
    return m_connection->finishMessage(token);
}

Result<std::vector<QueryResult>> Session::pipeline(const std::vector<Query>& queries, const CancelToken& token)
{
    PGconn* pg = m_connection->pg;
    if (!PQenterPipelineMode(pg))
        return std::unexpected(m_connection->lostConnection());
    bool sent = true;
    for (const Query& query : queries)
        sent = sent && sendQuery(pg, query) && PQpipelineSync(pg);

    std::vector<QueryResult> results;
    std::optional<Error> error;
    m_connection->last = {};
    bool cancelSent = false;
    // Each query answers with a result, a null, and the sync that follows it.
    for (size_t syncs = 0; sent && syncs < queries.size();) {
        PGresult* result = m_connection->nextResult(token, cancelSent);
        if (!result && PQstatus(pg) == CONNECTION_BAD)
            break;
        if (!result)
            continue;
        const auto status = PQresultStatus(result);
        if (status == PGRES_PIPELINE_SYNC) {
            ++syncs;
            PQclear(result);
            continue;
        }
        if (isError(result) && !error) {
            m_connection->last = readMessage(result);
            error = m_connection->last.sqlstate.isEmpty() ? m_connection->lostConnection() : m_connection->toError();
        }
        results.emplace_back(result);
    }
    if (!sent || PQstatus(pg) == CONNECTION_BAD)
        return std::unexpected(error.value_or(m_connection->lostConnection()));
    PQexitPipelineMode(pg);
    if (error)
        return std::unexpected(*error);
    return results;
}

const ServerFacts& Session::server() const { return m_connection->facts; }
const ConnectionOptions& Session::options() const { return m_connection->options; }
int Session::backendPid() const { return PQbackendPID(m_connection->pg); }
bool Session::isOpen() const { return PQstatus(m_connection->pg) == CONNECTION_OK; }
PGTransactionStatusType Session::transactionStatus() const { return PQtransactionStatus(m_connection->pg); }
const ServerMessage& Session::lastMessage() const { return m_connection->last; }

void Session::onNotice(std::function<void(const ServerMessage&)> handler) { m_connection->onNotice = std::move(handler); }

void Session::onWait(int intervalMs, std::function<void()> handler)
{
    m_connection->waitIntervalMs = intervalMs;
    m_connection->onWait = std::move(handler);
}

QByteArray Session::quoteIdentifier(const QString& name)
{
    return '"' + name.toUtf8().replace('"', "\"\"") + '"';
}

QByteArray Session::quoteLiteral(const QString& text) const
{
    const QByteArray utf8 = text.toUtf8();
    char* quoted = PQescapeLiteral(m_connection->pg, utf8.constData(), size_t(utf8.size()));
    QByteArray result(quoted);
    PQfreemem(quoted);
    return result;
}

} // namespace corridor
