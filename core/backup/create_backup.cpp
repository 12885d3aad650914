// SPDX-License-Identifier: MIT
#include "backup/create_backup.h"

#include "backup/client_connection.h"
#include "backup/client_error.h"
#include "backup/client_programs.h"
#include "backup/database_facts.h"
#include "catalog/snapshot.h"
#include "history/history_table.h"
#include "postgres/session.h"

#include <QDirIterator>
#include <QFileInfo>
#include <future>

namespace corridor {

namespace {

qint64 sizeBelow(const QString& folder)
{
    qint64 bytes = 0;
    QDirIterator at(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (at.hasNext())
        bytes += at.nextFileInfo().size();
    return bytes;
}

Result<QStringList> appliedMigrations(Session& session, const CancelToken& token)
{
    const auto table = HistoryTable::find(session, token);
    CORRIDOR_TRY(table);
    QStringList names;
    if (!table->exists())
        return names;
    const auto rows = table->read(token);
    CORRIDOR_TRY(rows);
    for (const HistoryRow& row : *rows) {
        if (row.isApplied() && !names.contains(row.migrationName))
            names << row.migrationName;
    }
    return names;
}

// One backup in the making. The session holds the transaction whose snapshot everything is read in.
class Dump {
public:
    Dump(const ConnectionOptions& source, const BackupRequest& request, const BackupObserver& observer,
        const CancelToken& token)
        : m_source(source)
        , m_request(request)
        , m_observer(observer)
        , m_token(token)
    {
    }

    Result<BackupManifest> run(const QString& folder, const Environment& environment)
    {
        auto session = Session::open(m_source, m_token);
        CORRIDOR_TRY(session);
        m_session.emplace(std::move(*session));
        const auto programs = chooseClientPrograms(findClientPrograms(environment), m_session->server().major());
        CORRIDOR_TRY(programs);
        CORRIDOR_TRY(readFacts(*programs));
        CORRIDOR_TRY(dump(*programs, folder));
        const auto files = hashFiles(folder, m_token, m_observer);
        CORRIDOR_TRY(files);
        m_manifest.files = *files;
        m_manifest.finishedAt = QDateTime::currentDateTimeUtc();
        return m_manifest;
    }

private:
    Result<void> readFacts(const ClientPrograms& programs)
    {
        CORRIDOR_TRY(m_session->execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;"
                                        " SET LOCAL row_security = off; SET LOCAL statement_timeout = 0;"
                                        " SET LOCAL idle_in_transaction_session_timeout = 0",
            m_token));
        const auto snapshot = m_session->execute("SELECT pg_export_snapshot()", m_token);
        CORRIDOR_TRY(snapshot);
        m_snapshot = snapshot->text(0, 0);
        const auto facts = readDatabaseFacts(*m_session, m_token);
        CORRIDOR_TRY(facts);
        const auto migrations = appliedMigrations(*m_session, m_token);
        CORRIDOR_TRY(migrations);
        SnapshotOptions plain;
        plain.privileges = false;
        const auto schema = readSnapshot(*m_session, plain, m_token);
        CORRIDOR_TRY(schema);
        describe(*facts, programs);
        m_manifest.migrations = *migrations;
        m_manifest.fingerprint = QString::fromLatin1(schema->fingerprint());
        return {};
    }

    void describe(const DatabaseFacts& facts, const ClientPrograms& programs)
    {
        const ServerFacts& server = m_session->server();
        m_manifest.database = server.database;
        m_manifest.host = server.host;
        m_manifest.port = server.port;
        m_manifest.serverVersion = server.version;
        m_manifest.clientVersion = programs.version;
        m_manifest.programVersion = CORRIDOR_VERSION;
        m_manifest.format = m_request.format;
        m_manifest.startedAt = facts.now;
        m_manifest.who = m_request.who;
        m_manifest.machine = m_request.machine;
        m_manifest.why = m_request.why;
        m_manifest.shape = facts.shape;
        m_manifest.timescaleVersion = facts.timescaleVersion;
        m_manifest.databaseBytes = facts.bytes;
    }

    // The rows are counted while pg_dump writes: it reads the same pages, and the server has them at hand.
    Result<void> dump(const ClientPrograms& programs, const QString& folder)
    {
        const CancelToken stopCounting;
        auto counting = std::async(std::launch::async, [&]() -> Result<void> {
            if (!m_request.countRows)
                return {};
            auto tables = countRows(*m_session, stopCounting);
            CORRIDOR_TRY(tables);
            m_manifest.tables = std::move(*tables);
            return {};
        });
        const auto done = runPgDump(programs, folder);
        if (!done)
            stopCounting.cancel();
        while (done && counting.wait_for(std::chrono::milliseconds(100)) != std::future_status::ready) {
            if (m_token.isCancelled())
                stopCounting.cancel();
        }
        const auto counted = counting.get();
        CORRIDOR_TRY(done);
        if (m_token.isCancelled())
            return fail("cancelled", "The backup was cancelled.");
        return counted;
    }

    QStringList arguments(const QString& folder, const QString& connection) const
    {
        QStringList arguments { m_request.format == DumpFormat::Custom ? "--format=custom" : "--format=directory",
            "--file=" + folder + '/' + m_manifest.archive(), "--snapshot=" + m_snapshot };
        if (m_request.format == DumpFormat::Directory)
            arguments << "--jobs=" + QString::number(qMax(1, m_request.jobs));
        for (const QString& table : m_request.withoutRows)
            arguments << "--exclude-table-data=" + table;
        if (!m_request.compress)
            arguments << "--compress=0";
        if (m_request.lockWaitMs > 0)
            arguments << "--lock-wait-timeout=" + QString::number(m_request.lockWaitMs);
        return arguments << "--no-password" << "--dbname=" + connection;
    }

    Result<void> runPgDump(const ClientPrograms& programs, const QString& folder)
    {
        const auto connection = clientConnection(m_source);
        CORRIDOR_TRY(connection);
        const ChildWatch watch { .tick = [&] { tell(folder); } };
        const auto result = runChild(
            { programs.pgDump(), arguments(folder, connection->argument), connection->environment }, m_token, watch);
        CORRIDOR_TRY(result);
        if (result->exitCode != 0)
            return std::unexpected(clientError("pg_dump", result->errors, "backup-failed"));
        tell(folder);
        return {};
    }

    void tell(const QString& folder) const
    {
        if (m_observer)
            m_observer({ .phase = BackupProgress::Phase::Dumping,
                .done = sizeBelow(folder),
                .total = m_manifest.databaseBytes });
    }

    const ConnectionOptions& m_source;
    const BackupRequest& m_request;
    const BackupObserver& m_observer;
    const CancelToken& m_token;
    std::optional<Session> m_session;
    QString m_snapshot;
    BackupManifest m_manifest;
};

} // namespace

Result<Backup> createBackup(const BackupStore& store, const ConnectionOptions& source, const BackupRequest& request,
    const Environment& environment, const BackupObserver& observer, const CancelToken& token)
{
    const auto folder = store.begin();
    CORRIDOR_TRY(folder);
    const auto manifest = Dump(source, request, observer, token).run(*folder, environment);
    if (!manifest) {
        store.abandon(*folder);
        return std::unexpected(sessionError(manifest.error(), token));
    }
    const auto backup = store.commit(*folder, *manifest);
    if (!backup)
        store.abandon(*folder);
    return backup;
}

} // namespace corridor
