// SPDX-License-Identifier: MIT
#pragma once

#include "backup/pgbackrest_config.h"
#include "base/cancel.h"
#include "base/environment.h"

#include <QDateTime>
#include <optional>

namespace corridor {

class Session;

// One thing that archiving needs of a server, and whether it is so.
struct ArchiveCheck {
    QString what; // "archive_command"
    bool ok = false;
    QString is; // as it is
    QString toDo; // a sentence or a line of SQL; empty where it is well
    bool needsRestart = false;
};
// Looks at the server's settings and its archiver's last failure, and at this machine's pgBackRest. Reads only.
Result<QList<ArchiveCheck>> checkArchiving(Session& server, const QString& program, const QString& configFile,
    const QString& stanza, const CancelToken& token = CancelToken::never());
// Where the server keeps its data and its socket, and on which port; the role must be allowed to see it
// (pg_read_all_settings).
Result<void> fillFromServer(ArchiveSetup& setup, Session& server, const CancelToken& token = CancelToken::never());

// The program: CORRIDOR_PGBACKREST, else in PATH. Empty where there is none.
QString findPgBackRest(const Environment& environment);

enum class BaseBackupType { Full, Incremental };
struct BaseBackup {
    QString label; // pgBackRest's
    QString type; // full, incr, diff
    QDateTime startedAt, stoppedAt; // UTC
    qint64 databaseBytes = 0; // of the server
    qint64 repositoryBytes = 0; // that it added
};

// To which moment a restore leads.
struct RecoveryTarget {
    std::optional<QDateTime> time;
    QString point; // of pg_create_restore_point()
};

// Drives one stanza. It runs as this user, who must be able to read the server's files (its account, usually). Secrets
// go from `environment` to the child by pgBackRest's own variables.
// Errors: "pgbackrest-missing", "archive-failed" with pgBackRest's message and what to do,
// "recovery-target-unreachable", "recovery-folder-used", "cancelled".
class PgBackRest {
public:
    PgBackRest(QString program, QString configFile, QString stanza)
        : m_program(std::move(program))
        , m_configFile(std::move(configFile))
        , m_stanza(std::move(stanza))
    {
    }

    Result<void> createStanza(const CancelToken& token = CancelToken::never()) const;
    // Whether a segment of WAL really arrives in the repository.
    Result<void> check(const CancelToken& token = CancelToken::never()) const;
    // Prunes by the configured retention afterwards.
    Result<void> backup(BaseBackupType type, const CancelToken& token = CancelToken::never()) const;
    Result<QList<BaseBackup>> list(const CancelToken& token = CancelToken::never()) const; // oldest first
    // The whole server as it was, into an empty folder; a server started there recovers to the target, archives
    // nothing, and then accepts writes. Nothing else is touched.
    Result<void> restore(
        const RecoveryTarget& target, const QString& dataFolder, const CancelToken& token = CancelToken::never()) const;

private:
    Result<QByteArray> run(const QStringList& words, const CancelToken& token) const;

    QString m_program, m_configFile, m_stanza;
};

// What `pgbackrest info --output=json` says. Pure.
Result<QList<BaseBackup>> baseBackupsIn(const QByteArray& infoJson, const QString& stanza);

} // namespace corridor
