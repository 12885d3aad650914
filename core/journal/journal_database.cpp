// SPDX-License-Identifier: MIT
#include "journal/journal_database.h"

#include "base/redact.h"

#include <QDir>
#include <QFileInfo>
#include <QSqlError>
#include <QThread>
#include <QUuid>
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
{
}

JournalDatabase& JournalDatabase::operator=(JournalDatabase&& other) noexcept
{
    std::swap(m_connection, other.m_connection);
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
    query.setForwardOnly(true);
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
    return QSqlDatabase::database(m_connection, false).tables().contains(name);
}

Result<void> JournalDatabase::writing(const std::function<Result<void>()>& work) const
{
    return transaction("BEGIN IMMEDIATE", work);
}

Result<void> JournalDatabase::reading(const std::function<Result<void>()>& work) const
{
    return transaction("BEGIN", work);
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
    Error result { .code = codeOf(error), .message = "The journal " + path + " could not be used." };
    result.detail = redacted(error.databaseText().isEmpty() ? error.driverText() : error.databaseText());
    if (result.code == "journal-busy")
        result.hint = "Another program has been writing to it for more than ten seconds; try again.";
    else if (result.code == "journal-unwritable")
        result.hint = "Set CORRIDOR_JOURNAL to a path that you may write to.";
    else if (result.code == "journal-full")
        result.hint = "Free some space on its disk.";
    else if (result.code == "journal-damaged")
        result.hint = "Move the file away; a new journal is made by the next command.";
    return std::unexpected(std::move(result));
}

} // namespace corridor
