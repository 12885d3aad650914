// SPDX-License-Identifier: MIT
#include "backup/restore_database.h"

#include "backup/archive_contents.h"
#include "backup/client_connection.h"
#include "backup/client_error.h"
#include "backup/database_facts.h"
#include "backup/restore_errors.h"
#include "catalog/identifier.h"
#include "postgres/session.h"

#include <QElapsedTimer>

namespace corridor {

namespace {

// One restore in the making, from the moment that the new database exists.
class DatabaseRestore {
public:
    DatabaseRestore(const Backup& backup, const ConnectionOptions& database, const RestoreOptions& options,
        const BackupObserver& observer, const CancelToken& token)
        : m_backup(backup)
        , m_database(database)
        , m_options(options)
        , m_observer(observer)
        , m_token(token)
    {
    }

    Result<int> run(const ClientPrograms& programs, int serverMajor)
    {
        const auto contents = readArchiveContents(programs, m_backup.archivePath(), m_token);
        CORRIDOR_TRY(contents);
        m_progress = { .phase = BackupProgress::Phase::Restoring, .total = contents->entries.size() };
        CORRIDOR_TRY(beforeTimescale());
        CORRIDOR_TRY(runPgRestore(programs, serverMajor));
        CORRIDOR_TRY(afterTimescale());
        CORRIDOR_TRY(finish());
        return int(m_progress.total);
    }

private:
    bool hasTimescale() const { return !m_backup.manifest.timescaleVersion.isEmpty(); }

    // Without these pg_restore loses rows, quietly. The extension must be the first thing that a session does.
    Result<void> beforeTimescale()
    {
        if (!hasTimescale())
            return {};
        const QString version = quoteText(m_backup.manifest.timescaleVersion);
        CORRIDOR_TRY(runAlone("CREATE EXTENSION timescaledb VERSION " + version.toUtf8()));
        return runAlone("SELECT timescaledb_pre_restore()");
    }

    Result<void> afterTimescale()
    {
        return hasTimescale() ? runAlone("SELECT timescaledb_post_restore()") : Result<void>();
    }

    Result<void> runAlone(const QByteArray& sql)
    {
        auto session = Session::open(m_database, m_token);
        CORRIDOR_TRY(session);
        CORRIDOR_TRY(session->execute(sql, m_token));
        return {};
    }

    QStringList arguments(const QString& connection, bool tolerant) const
    {
        QStringList arguments { "--verbose", "--no-password", "--no-subscriptions", "--dbname=" + connection };
        if (!tolerant)
            arguments << "--exit-on-error";
        if (!m_options.owners)
            arguments << "--no-owner"
                      << "--no-privileges";
        if (m_options.jobs > 1 && !hasTimescale())
            arguments << "--jobs=" + QString::number(m_options.jobs);
        return arguments << m_backup.archivePath();
    }

    Result<void> runPgRestore(const ClientPrograms& programs, int serverMajor)
    {
        const auto connection = clientConnection(m_database);
        CORRIDOR_TRY(connection);
        const bool tolerant = setsUnknownSettings(programs.major, serverMajor);
        RestoreErrors errors;
        const ChildWatch watch { .line = [&](const QString& line) {
            errors.take(line);
            tell(line);
        } };
        const auto result
            = runChild({ programs.pgRestore(), arguments(connection->argument, tolerant), connection->environment },
                m_token, watch);
        CORRIDOR_TRY(result);
        if (result->exitCode != 0 && !(tolerant && errors.areHarmless()))
            return std::unexpected(clientError("pg_restore", errors.text(), "restore-failed"));
        return {};
    }

    // "pg_restore: creating TABLE "public.users"" and the like, one for each entry.
    void tell(const QString& line)
    {
        if (!m_observer || line.contains("error:") || !line.startsWith("pg_restore: "))
            return;
        m_progress.text = line.mid(12);
        if (m_progress.done < m_progress.total)
            ++m_progress.done;
        m_observer(m_progress);
    }

    Result<void> finish()
    {
        auto session = Session::open(m_database, m_token);
        CORRIDOR_TRY(session);
        const QByteArray settings = databaseSettingsSql(session->server().database, m_backup.manifest.shape);
        if (!settings.isEmpty())
            CORRIDOR_TRY(session->execute(settings, m_token));
        if (!m_options.analyze)
            return {};
        if (m_observer)
            m_observer({ .phase = BackupProgress::Phase::Analyzing });
        CORRIDOR_TRY(session->execute("ANALYZE", m_token));
        return {};
    }

    const Backup& m_backup;
    const ConnectionOptions m_database;
    const RestoreOptions& m_options;
    const BackupObserver& m_observer;
    const CancelToken& m_token;
    BackupProgress m_progress;
};

Result<void> createDatabase(Session& session, const Backup& backup, const QString& name, const RestoreOptions& options,
    const CancelToken& token)
{
    const QByteArray sql = createDatabaseSql(name, backup.manifest.shape, options.anyLocale);
    const auto created = session.execute(sql, token);
    if (!created && created.error().sqlstate == "42P04")
        return fail("restore-database-exists", "There is a database \"" + name + "\" already.",
            "Choose another name, or drop it first.");
    CORRIDOR_TRY(created);
    return {};
}

Result<RestoreReport> restoreInto(const Backup& backup, const ConnectionOptions& server, const QString& newName,
    const RestoreOptions& options, const Environment& environment, const BackupObserver& observer,
    const CancelToken& token)
{
    QElapsedTimer timer;
    timer.start();
    CORRIDOR_TRY(checkFiles(backup, token, observer));
    auto session = Session::open(server, token);
    CORRIDOR_TRY(session);
    const int major = session->server().major();
    const auto programs = restorePrograms(backup.manifest, major, environment);
    CORRIDOR_TRY(programs);
    CORRIDOR_TRY(createDatabase(*session, backup, newName, options, token));
    const auto objects
        = DatabaseRestore(backup, server.withDatabase(newName), options, observer, token).run(*programs, major);
    if (!objects) {
        (void)dropDatabase(server, newName);
        return std::unexpected(objects.error());
    }
    return RestoreReport { .database = newName, .objects = *objects, .durationMs = timer.elapsed() };
}

} // namespace

Result<RestoreReport> restoreDatabase(const Backup& backup, const ConnectionOptions& server, const QString& newName,
    const RestoreOptions& options, const Environment& environment, const BackupObserver& observer,
    const CancelToken& token)
{
    auto report = restoreInto(backup, server, newName, options, environment, observer, token);
    if (!report)
        return std::unexpected(sessionError(report.error(), token));
    return report;
}

Result<ClientPrograms> restorePrograms(const BackupManifest& manifest, int serverMajor, const Environment& environment)
{
    const int archiveMajor = manifest.clientVersion.section('.', 0, 0).toInt();
    return chooseClientPrograms(findClientPrograms(environment), qMax(serverMajor, archiveMajor));
}

Result<int> serverMajor(const ConnectionOptions& server, const CancelToken& token)
{
    const auto session = Session::open(server, token);
    CORRIDOR_TRY(session);
    return session->server().major();
}

Result<void> dropDatabase(const ConnectionOptions& server, const QString& name)
{
    auto session = Session::open(server);
    CORRIDOR_TRY(session);
    const QByteArray forced = session->server().major() >= 13 ? " WITH (FORCE)" : "";
    CORRIDOR_TRY(session->execute("DROP DATABASE IF EXISTS " + quoteName(name).toUtf8() + forced));
    return {};
}

} // namespace corridor
