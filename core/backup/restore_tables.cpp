// SPDX-License-Identifier: MIT
#include "backup/restore_tables.h"

#include "backup/client_connection.h"
#include "backup/client_error.h"
#include "backup/restore_errors.h"
#include "catalog/identifier.h"
#include "postgres/session.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>

namespace corridor {

namespace {

QString joined(const QList<TableName>& tables)
{
    QStringList names;
    for (const TableName& table : tables)
        names << table.display();
    return names.join(", ");
}

// TimescaleDB guards hypertables by this trigger; the archive names them by nothing else.
bool isHypertable(const ArchiveContents& contents, const TableName& table)
{
    return contents.find("TRIGGER", table.schema, table.name + " ts_insert_blocker") != nullptr;
}

class TablePlanner {
public:
    TablePlanner(const Backup& backup, const ArchiveContents& contents, const TableRestoreOptions& options)
        : m_backup(backup)
        , m_contents(contents)
        , m_options(options)
    {
    }

    Result<TableRestorePlan> make(Session& session, const QList<TableName>& tables, const CancelToken& token)
    {
        auto selection = selectTables(m_contents, tables);
        CORRIDOR_TRY(selection);
        m_plan.selection = std::move(*selection);
        m_plan.database = session.server().database;
        auto found = readTableDependents(session, m_plan.selection.tables, token);
        CORRIDOR_TRY(found);
        m_found = std::move(*found);
        CORRIDOR_TRY(refuse());
        moveAside();
        putBack();
        CORRIDOR_TRY(keysFromArchive(session, token));
        follow();
        count();
        m_plan.list = listFile(m_contents, m_plan.selection.entries);
        return m_plan;
    }

private:
    Result<void> refuse() const
    {
        QStringList hypertables = m_found.hypertables;
        for (const TableName& table : m_plan.selection.tables) {
            if (isHypertable(m_contents, table) && !hypertables.contains(table.display()))
                hypertables << table.display();
        }
        if (!hypertables.isEmpty())
            return fail("restore-hypertable", "Hypertables cannot be restored alone: " + hypertables.join(", ") + '.',
                "Restore the whole database into a new one (--into NAME), and copy the rows from there.");
        if (m_found.others.isEmpty())
            return {};
        Error error { .code = "restore-dependents",
            .message = "Something hangs on " + joined(m_found.present) + " that could not follow to a new table.",
            .detail = m_found.others.join('\n'),
            .hint = "Drop these and make them again afterwards, or restore the whole database into a new one.",
            .state = "nothing was changed" };
        return std::unexpected(error);
    }

    void before(const QString& sql) { m_plan.before += sql.toUtf8() + ";\n"; }
    void after(const QString& sql) { m_plan.after += sql.toUtf8() + ";\n"; }

    void moveAside()
    {
        before("SET LOCAL lock_timeout = " + QString::number(m_options.lockTimeoutMs));
        before("SET LOCAL row_security = off");
        if (m_found.present.isEmpty())
            return;
        m_plan.aside = "corridor_before_" + QDateTime::currentDateTimeUtc().toString("yyyyMMdd_HHmmss");
        m_plan.steps << "Move " + joined(m_found.present) + " into the schema " + m_plan.aside + ", where it is kept.";
        for (const KeyDefinition& key : m_found.keys) {
            m_plan.steps << "Drop the foreign key " + key.constraint + " of " + key.table.display() + " for the time.";
            before("ALTER TABLE " + key.table.sql() + " DROP CONSTRAINT " + quoteName(key.constraint));
        }
        before("CREATE SCHEMA " + quoteName(m_plan.aside));
        for (const TableName& statistics : m_found.statistics)
            before("ALTER STATISTICS " + statistics.sql() + " SET SCHEMA " + quoteName(m_plan.aside));
        for (const TableName& table : m_found.present)
            before("ALTER TABLE " + table.sql() + " SET SCHEMA " + quoteName(m_plan.aside));
        m_plan.notes << "When all is well: DROP SCHEMA " + quoteName(m_plan.aside) + " CASCADE;";
        for (const QString& publication : m_found.publications)
            m_plan.notes << "The publication " + displayName(publication)
                    + " publishes the table that was moved; add the new one to it.";
    }

    void putBack()
    {
        m_plan.steps << QString("Make %1 from the backup of %2, with rows, sequences, indexes, constraints, foreign "
                                "keys, triggers, policies and privileges (%3 objects).")
                            .arg(joined(m_plan.selection.tables), m_backup.manifest.startedAt.toString(Qt::ISODate))
                            .arg(m_plan.selection.entries.size());
    }

    // DROP TABLE … CASCADE has taken the foreign keys of other tables away with it: they come from the archive.
    Result<void> keysFromArchive(Session& session, const CancelToken& token)
    {
        for (const IncomingKey& key : m_plan.selection.incoming) {
            const auto state = readKeyState(session, key, token);
            CORRIDOR_TRY(state);
            if (!state->table || state->key)
                continue;
            m_plan.selection.entries << key.entry;
            m_plan.steps << "Make the foreign key " + key.constraint + " of " + key.table.display()
                    + " again, which is missing.";
        }
        return {};
    }

    void follow()
    {
        for (const KeyDefinition& key : m_found.keys) {
            const bool loose = m_options.keepOrphans && !key.definition.endsWith(" NOT VALID");
            m_plan.steps << "Let the foreign key " + key.constraint + " of " + key.table.display()
                    + (loose ? " point at the new table, without a look at the rows that are there."
                             : " point at the new table; its rows are checked.");
            after("ALTER TABLE " + key.table.sql() + " ADD CONSTRAINT " + quoteName(key.constraint) + ' '
                + key.definition + (loose ? " NOT VALID" : ""));
            if (loose)
                m_plan.notes << "Validate " + key.constraint + " when its orphans are gone: ALTER TABLE "
                        + key.table.sql() + " VALIDATE CONSTRAINT " + quoteName(key.constraint) + ';';
        }
        for (const ViewDefinition& view : m_found.views) {
            m_plan.steps << "Let the view " + view.view.display() + " read the new table.";
            after("CREATE OR REPLACE VIEW " + view.view.sql() + view.options + " AS "
                + (view.query.endsWith(';') ? view.query.chopped(1) : view.query));
        }
    }

    void count()
    {
        for (const TableName& table : m_plan.selection.tables)
            after("ANALYZE " + table.sql());
        if (!m_backup.manifest.tables)
            return;
        for (const TableRows& rows : *m_backup.manifest.tables) {
            const TableName table { rows.schema, rows.name };
            if (!m_plan.selection.tables.contains(table))
                continue;
            m_plan.steps << QString("Count the rows of %1: %2.").arg(table.display()).arg(rows.rows);
            const QString message = "The rows that were restored are not as many as were backed up: "
                + table.display().replace('%', "%%");
            after("DO "
                + quoteText(QString("BEGIN IF (SELECT count(*) FROM ONLY %1) <> %2 THEN RAISE EXCEPTION %3;"
                                    " END IF; END")
                        .arg(table.sql())
                        .arg(rows.rows)
                        .arg(quoteText(message))));
        }
    }

    const Backup& m_backup;
    const ArchiveContents& m_contents;
    const TableRestoreOptions& m_options;
    TableDependents m_found;
    TableRestorePlan m_plan;
};

Result<void> write(const QString& path, const QByteArray& content)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        return fail("disk-full", path + " could not be written: " + file.errorString() + '.');
    return {};
}

// The files that pg_restore and psql read beside the archive; open to the user only, and gone with this object.
class RestoreFiles {
public:
    explicit RestoreFiles(const TableRestorePlan& plan)
        : m_plan(plan)
    {
    }
    Result<void> write() const
    {
        CORRIDOR_TRY(corridor::write(list(), m_plan.list));
        CORRIDOR_TRY(corridor::write(before(), m_plan.before));
        return corridor::write(after(), m_plan.after);
    }
    QString list() const { return m_folder.filePath("list"); }
    QString before() const { return m_folder.filePath("before.sql"); }
    QString after() const { return m_folder.filePath("after.sql"); }

private:
    const TableRestorePlan& m_plan;
    QTemporaryDir m_folder;
};

Result<void> pipeThrough(const Backup& backup, const ClientPrograms& programs, const ConnectionOptions& database,
    const RestoreFiles& files, const TableRestoreOptions& options, const CancelToken& token)
{
    const auto connection = clientConnection(database);
    CORRIDOR_TRY(connection);
    QStringList arguments { "--use-list=" + files.list(), "--file=-" };
    if (!options.owners)
        arguments << "--no-owner" << "--no-privileges";
    const ChildCommand restore { programs.pgRestore(), arguments << backup.archivePath() };
    const ChildCommand psql { programs.psql(),
        { "--no-psqlrc", "--quiet", "--no-password", "--single-transaction", "--set=ON_ERROR_STOP=1",
            "--dbname=" + connection->argument, "--output=/dev/null", "--file=" + files.before(), "--file=-",
            "--file=" + files.after() },
        connection->environment };
    UnknownSettingsFilter filter;
    const auto done = runPipe(restore, psql, [&](const QByteArray& chunk) { return filter(chunk); }, token);
    CORRIDOR_TRY(done);
    if (done->second.exitCode != 0)
        return std::unexpected(clientError("psql", done->second.errors, "restore-failed"));
    if (done->first.exitCode != 0)
        return std::unexpected(clientError("pg_restore", done->first.errors, "restore-failed"));
    return {};
}

} // namespace

Result<TableRestorePlan> planTableRestore(const Backup& backup, Session& session, const QList<TableName>& tables,
    const TableRestoreOptions& options, const Environment& environment, const CancelToken& token)
{
    const auto programs = restorePrograms(backup.manifest, session.server().major(), environment);
    CORRIDOR_TRY(programs);
    const auto contents = readArchiveContents(*programs, backup.archivePath(), token);
    CORRIDOR_TRY(contents);
    return TablePlanner(backup, *contents, options).make(session, tables, token);
}

Result<RestoreReport> restoreTables(const Backup& backup, const ConnectionOptions& database,
    const TableRestorePlan& plan, const TableRestoreOptions& options, const Environment& environment,
    const BackupObserver& observer, const CancelToken& token)
{
    QElapsedTimer timer;
    timer.start();
    CORRIDOR_TRY(checkFiles(backup, token, observer));
    const auto major = serverMajor(database, token);
    CORRIDOR_TRY(major);
    const auto programs = restorePrograms(backup.manifest, *major, environment);
    CORRIDOR_TRY(programs);
    const RestoreFiles files(plan);
    CORRIDOR_TRY(files.write());
    if (observer)
        observer({ .phase = BackupProgress::Phase::Restoring, .text = joined(plan.selection.tables) });
    if (auto done = pipeThrough(backup, *programs, database, files, options, token); !done) {
        Error error = sessionError(done.error(), token);
        error.state = "nothing was changed";
        return std::unexpected(error);
    }
    return RestoreReport {
        .database = plan.database, .objects = int(plan.selection.entries.size()), .durationMs = timer.elapsed()
    };
}

} // namespace corridor
