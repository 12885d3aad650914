// SPDX-License-Identifier: MIT
#include "journal/journal_database.h"

#include "base/redact.h"
#include "postgres/session.h"

#include <QDir>
#include <QFileInfo>
#include <QSqlDriver>
#include <QSqlError>
#include <QThread>
#include <QUuid>
#include <algorithm>
#include <utility>

namespace corridor {

namespace {

constexpr auto ownerOnly = QFile::ReadOwner | QFile::WriteOwner;

Result<void> makeFile(const QString& path)
{
    const QString hint = "Set CORRIDOR_JOURNAL to a path that you may write to.";
    const QDir folder = QFileInfo(path).absoluteDir();
    if (!folder.exists()) {
        if (!folder.mkpath("."))
            return fail("journal-unwritable", "The journal's folder " + folder.path() + " cannot be made.", hint);
        QFile::setPermissions(folder.path(), ownerOnly | QFile::ExeOwner);
    }
    QFile file(path);
    if (!file.open(QFile::ReadWrite, ownerOnly))
        return fail(
            "journal-unwritable", "The journal " + path + " cannot be written: " + file.errorString() + '.', hint);
    return {};
}

// Of class 08 and 57P all say that the server is gone or does not take sessions.
QString postgresCodeOf(const QSqlError& error)
{
    const QString state = error.nativeErrorCode();
    if (state.isEmpty() || state.startsWith("08") || state.startsWith("57P") || state == "53300" || state.startsWith("28") || state == "3D000")
        return "journal-unreachable";
    if (state == "42501" || state == "25006")
        return "journal-unwritable";
    if (state == "53100")
        return "journal-full";
    return state == "55P03" ? "journal-busy" : "journal-error";
}

// The primary codes of SQLite (sqlite.org/rescode.html); the extended ones carry them in their low byte.
QString codeOf(const QSqlError& error)
{
    switch (error.nativeErrorCode().toInt() & 0xff) {
    case 5: // SQLITE_BUSY
    case 6:
        return "journal-busy";
    case 8: // SQLITE_READONLY
    case 14:
        return "journal-unwritable";
    case 13:
        return "journal-full";
    case 11: // SQLITE_CORRUPT
    case 26:
        return "journal-damaged";
    default:
        return "journal-error";
    }
}

} // namespace

JournalDatabase::JournalDatabase(QString connection)
    : m_connection(std::move(connection))
{
}

JournalDatabase::JournalDatabase(JournalDatabase&& other) noexcept
    : m_connection(std::exchange(other.m_connection, {}))
    , m_isPostgres(other.m_isPostgres)
{
}

JournalDatabase& JournalDatabase::operator=(JournalDatabase&& other) noexcept
{
    std::swap(m_connection, other.m_connection);
    std::swap(m_isPostgres, other.m_isPostgres);
    return *this;
}

JournalDatabase::~JournalDatabase()
{
    if (!m_connection.isEmpty())
        QSqlDatabase::removeDatabase(m_connection);
}

Result<JournalDatabase> JournalDatabase::openSqlite(const QString& path)
{
    CORRIDOR_TRY(makeFile(path));
    JournalDatabase database("corridor-journal-" + QUuid::createUuid().toString(QUuid::WithoutBraces));
    QSqlDatabase connection = QSqlDatabase::addDatabase("QSQLITE", database.m_connection);
    if (!connection.isValid())
        return fail("journal-driver-missing", "Qt's SQLite driver is not installed.", "Install libqt6sql6-sqlite.");
    connection.setDatabaseName(path);
    connection.setConnectOptions("QSQLITE_BUSY_TIMEOUT=10000");
    if (!connection.open())
        return database.failure(connection.lastError());
    CORRIDOR_TRY(database.configureSqlite());
    return database;
}

namespace {

// QPSQL puts the options into a connection string as they are, apart by semicolons.
bool isPlain(const ConnectionOptions::Keyword& keyword)
{
    return std::ranges::none_of(keyword.value, [](char c) { return c == ';' || c == '\'' || c == '\\' || c == ' '; });
}

Result<void> setPlace(QSqlDatabase& connection, const ConnectionOptions& options)
{
    QStringList others { "application_name=corridor-journal" };
    for (const ConnectionOptions::Keyword& keyword : options.keywords) {
        if (QByteArrayList { "host", "port", "dbname", "user", "password", "application_name" }.contains(keyword.name))
            continue;
        if (!isPlain(keyword))
            return fail("journal-error", "The journal's connection has a parameter that cannot be passed on: " + QString::fromUtf8(keyword.name) + '.');
        others << QString::fromUtf8(keyword.name) + '=' + QString::fromUtf8(keyword.value);
    }
    connection.setHostName(options.value("host"));
    if (const int port = options.value("port").toInt(); port > 0)
        connection.setPort(port);
    connection.setDatabaseName(options.value("dbname"));
    connection.setUserName(options.value("user"));
    connection.setPassword(options.password());
    connection.setConnectOptions(others.join(';'));
    return {};
}

// Writers of a journal wait for one another by this advisory lock: "corridor" in ASCII.
const QString takeWriterLock = "SELECT pg_advisory_xact_lock(7165924997325516658)";

} // namespace

Result<JournalDatabase> JournalDatabase::openPostgres(const ConnectionOptions& options)
{
    JournalDatabase database("corridor-journal-" + QUuid::createUuid().toString(QUuid::WithoutBraces));
    database.m_isPostgres = true;
    QSqlDatabase connection = QSqlDatabase::addDatabase("QPSQL", database.m_connection);
    if (!connection.isValid())
        return fail("journal-driver-missing", "Qt's PostgreSQL driver is not installed.", "Install libqt6sql6-psql.");
    CORRIDOR_TRY(setPlace(connection, options));
    if (!connection.open())
        return database.failure(connection.lastError());
    CORRIDOR_TRY(database.run("SET client_min_messages = warning"));
    if (options.schema)
        CORRIDOR_TRY(database.run("SET search_path TO " + QString::fromUtf8(Session::quoteIdentifier(*options.schema))));
    return database;
}

Result<JournalDatabase> JournalDatabase::open(const QString& place)
{
    if (!place.startsWith("postgresql://") && !place.startsWith("postgres://"))
        return openSqlite(place);
    const auto options = parseConnection(place);
    CORRIDOR_TRY(options);
    return openPostgres(*options);
}

bool JournalDatabase::subscribe(const std::function<void()>& changed) const
{
    QSqlDriver* driver = QSqlDatabase::database(m_connection, false).driver();
    if (!m_isPostgres || !driver->subscribeToNotification("corridor_journal"))
        return false;
    QObject::connect(driver, &QSqlDriver::notification, driver, [changed] { changed(); });
    return true;
}

// NORMAL loses nothing when the program dies, and at most the last lines when the machine does, at no wait per line:
// what happened to the database itself stands in its own history.
Result<void> JournalDatabase::configureSqlite() const
{
    CORRIDOR_TRY(run("PRAGMA foreign_keys = ON"));
    CORRIDOR_TRY(run("PRAGMA synchronous = NORMAL"));
    // The switch to WAL does not wait for others by itself: two programs that start together would trip over it.
    for (int attempt = 0;; ++attempt) {
        const auto switched = run("PRAGMA journal_mode = WAL");
        if (switched)
            return {};
        if (switched.error().code != "journal-busy" || attempt == 100)
            return std::unexpected(switched.error());
        QThread::msleep(20);
    }
}

Result<QSqlQuery> JournalDatabase::run(const QString& sql, const QVariantList& values) const
{
    QSqlQuery query(QSqlDatabase::database(m_connection, false));
    query.setForwardOnly(!m_isPostgres); // there it would let only one query read at a time
    if (values.isEmpty()) { // BEGIN and CREATE cannot be prepared on PostgreSQL
        if (!query.exec(sql))
            return failure(query.lastError());
        return query;
    }
    if (!query.prepare(sql))
        return failure(query.lastError());
    for (const QVariant& value : values)
        query.addBindValue(value);
    if (!query.exec())
        return failure(query.lastError());
    return query;
}

bool JournalDatabase::hasTable(const QString& name) const
{
    if (!m_isPostgres)
        return QSqlDatabase::database(m_connection, false).tables().contains(name);
    auto found = run("SELECT to_regclass('" + name + "') IS NOT NULL");
    return found && found->next() && found->value(0).toBool();
}

Result<void> JournalDatabase::writing(const std::function<Result<void>()>& work) const
{
    if (!m_isPostgres)
        return transaction("BEGIN IMMEDIATE", work);
    return transaction("BEGIN", [&]() -> Result<void> {
        CORRIDOR_TRY(run(takeWriterLock));
        CORRIDOR_TRY(work());
        CORRIDOR_TRY(run("NOTIFY corridor_journal"));
        return {};
    });
}

Result<void> JournalDatabase::reading(const std::function<Result<void>()>& work) const
{
    return transaction(m_isPostgres ? "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" : "BEGIN", work);
}

Result<void> JournalDatabase::transaction(const QString& begin, const std::function<Result<void>()>& work) const
{
    CORRIDOR_TRY(run(begin));
    Result<void> done = work();
    if (done) {
        if (const auto committed = run("COMMIT"); !committed)
            done = std::unexpected(committed.error());
    }
    if (!done)
        (void)run("ROLLBACK");
    return done;
}

std::unexpected<Error> JournalDatabase::failure(const QSqlError& error) const
{
    const QString path = QSqlDatabase::database(m_connection, false).databaseName();
    Error result { .code = m_isPostgres ? postgresCodeOf(error) : codeOf(error), .message = "The journal " + path + " could not be used." };
    result.detail = redacted(error.databaseText().isEmpty() ? error.driverText() : error.databaseText());
    if (result.code == "journal-busy")
        result.hint = "Another program has been writing to it for more than ten seconds; try again.";
    else if (result.code == "journal-unreachable")
        result.hint = "Look at the server that CORRIDOR_JOURNAL names; nothing is deployed without its journal.";
    else if (result.code == "journal-unwritable" && m_isPostgres)
        result.hint = "The role needs INSERT, SELECT and UPDATE on the journal's tables, and CREATE on its schema at first.";
    else if (result.code == "journal-unwritable")
        result.hint = "Set CORRIDOR_JOURNAL to a path that you may write to.";
    else if (result.code == "journal-full")
        result.hint = "Free some space on its disk.";
    else if (result.code == "journal-damaged")
        result.hint = "Move the file away; a new journal is made by the next command.";
    return std::unexpected(std::move(result));
}

} // namespace corridor
