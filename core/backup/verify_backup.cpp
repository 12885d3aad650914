// SPDX-License-Identifier: MIT
#include "backup/verify_backup.h"

#include "backup/client_error.h"
#include "backup/database_facts.h"
#include "backup/restore_database.h"
#include "catalog/identifier.h"
#include "catalog/snapshot.h"
#include "postgres/session.h"

#include <QElapsedTimer>
#include <QMap>
#include <QUuid>

namespace corridor {

namespace {

QString displayTable(const QString& schema, const QString& name)
{
    return displayName(schema) + '.' + displayName(name);
}

Result<void> compareRows(BackupVerification& verification, const BackupManifest& manifest, Session& session,
    const BackupObserver& observer, const CancelToken& token)
{
    const auto found = countRows(session, token, [&](int done, int total) {
        if (observer)
            observer({ .phase = BackupProgress::Phase::Comparing, .done = done, .total = total });
    });
    CORRIDOR_TRY(found);
    verification.tables = int(found->size());
    for (const TableRows& table : *found)
        verification.rows += table.rows;
    if (manifest.tables)
        verification.differences << rowDifferences(*manifest.tables, *found);
    else
        verification.notes << "The rows were not counted when the backup was made.";
    return {};
}

Result<void> compareSchema(
    BackupVerification& verification, const BackupManifest& manifest, Session& session, const CancelToken& token)
{
    if (session.server().major() != manifest.serverMajor()) {
        verification.notes << QString("The schema's fingerprint was not compared: the backup is of PostgreSQL %1, and "
                                      "this server is %2.")
                                  .arg(manifest.serverMajor())
                                  .arg(session.server().major());
        return {};
    }
    SnapshotOptions plain;
    plain.privileges = false;
    const auto schema = readSnapshot(session, plain, token);
    CORRIDOR_TRY(schema);
    if (QString::fromLatin1(schema->fingerprint()) != manifest.fingerprint)
        verification.differences << "The restored schema differs from the one that was backed up.";
    return {};
}

Result<BackupVerification> compare(const BackupManifest& manifest, const ConnectionOptions& restored,
    const BackupObserver& observer, const CancelToken& token)
{
    auto session = Session::open(restored, token);
    CORRIDOR_TRY(session);
    BackupVerification verification;
    CORRIDOR_TRY(compareRows(verification, manifest, *session, observer, token));
    CORRIDOR_TRY(compareSchema(verification, manifest, *session, token));
    return verification;
}

// The role that a message says is missing; policies and privileges of functions name roles.
QString missingRole(const Error& error)
{
    const QString start = "role \"", end = "\" does not exist";
    const qsizetype at = error.detail.indexOf(start), to = error.detail.indexOf(end, at);
    return at < 0 || to < 0 ? QString() : error.detail.sliced(at + start.size(), to - at - start.size());
}

// A database for one check, and the roles that it needed; gone with the object.
class CheckDatabase {
public:
    explicit CheckDatabase(const ConnectionOptions& server)
        : m_server(server)
    {
    }
    CheckDatabase(const CheckDatabase&) = delete;
    CheckDatabase& operator=(const CheckDatabase&) = delete;
    ~CheckDatabase() { (void)drop(); }

    Result<void> restore(
        const Backup& backup, const Environment& environment, const BackupObserver& observer, const CancelToken& token)
    {
        const RestoreOptions options { .owners = false, .anyLocale = true, .analyze = false };
        for (;;) {
            const auto done = restoreDatabase(backup, m_server, m_name, options, environment, observer, token);
            if (done)
                return {};
            const QString role = missingRole(done.error());
            if (role.isEmpty() || m_roles.contains(role))
                return std::unexpected(done.error());
            CORRIDOR_TRY(makeRole(role));
        }
    }

    ConnectionOptions connection() const { return m_server.withDatabase(m_name); }

    Result<void> drop()
    {
        CORRIDOR_TRY(dropDatabase(m_server, m_name));
        if (m_roles.isEmpty())
            return {};
        auto session = Session::open(m_server);
        CORRIDOR_TRY(session);
        while (!m_roles.isEmpty())
            CORRIDOR_TRY(session->execute("DROP ROLE IF EXISTS " + quoteName(m_roles.takeLast()).toUtf8()));
        return {};
    }

private:
    Result<void> makeRole(const QString& role)
    {
        auto session = Session::open(m_server);
        CORRIDOR_TRY(session);
        CORRIDOR_TRY(session->execute("CREATE ROLE " + quoteName(role).toUtf8() + " NOLOGIN"));
        m_roles << role;
        return {};
    }

    const ConnectionOptions m_server;
    const QString m_name = "corridor_verify_" + QUuid::createUuid().toString(QUuid::Id128).first(12);
    QStringList m_roles;
};

} // namespace

QStringList rowDifferences(const QList<TableRows>& expected, const QList<TableRows>& found)
{
    QMap<QString, qint64> now;
    for (const TableRows& table : found)
        now.insert(displayTable(table.schema, table.name), table.rows);
    QStringList differences;
    for (const TableRows& table : expected) {
        const QString name = displayTable(table.schema, table.name);
        const auto rows = now.constFind(name);
        if (rows == now.constEnd())
            differences << QString("%1 is missing; it had %2 rows.").arg(name).arg(table.rows);
        else if (*rows != table.rows)
            differences << QString("%1 has %2 rows; it had %3.").arg(name).arg(*rows).arg(table.rows);
        now.remove(name);
    }
    for (const QString& name : now.keys())
        differences << name + " was not in the database that was backed up.";
    return differences;
}

Result<BackupVerification> verifyBackup(const Backup& backup, const ConnectionOptions& server,
    const Environment& environment, const BackupObserver& observer, const CancelToken& token)
{
    QElapsedTimer timer;
    timer.start();
    CheckDatabase database(server);
    CORRIDOR_TRY(database.restore(backup, environment, observer, token));
    auto verification = compare(backup.manifest, database.connection(), observer, token);
    const auto dropped = database.drop();
    if (!verification)
        return std::unexpected(sessionError(verification.error(), token));
    CORRIDOR_TRY(dropped);
    verification->durationMs = timer.elapsed();
    return verification;
}

} // namespace corridor
