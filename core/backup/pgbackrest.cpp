// SPDX-License-Identifier: MIT
#include "backup/pgbackrest.h"

#include "backup/child_process.h"
#include "postgres/session.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QStandardPaths>

namespace corridor {

namespace {

struct Meaning {
    const char* text; // in pgBackRest's message
    const char* code;
    const char* hint;
};
const Meaning meanings[] = {
    { "unable to find backup set with stop time less than", "recovery-target-unreachable",
        "Take a moment after the first base backup: corridor backup base list." },
    { "no backup set found to restore", "recovery-target-unreachable",
        "Take a base backup first: corridor backup base full." },
    { "archive_mode must be enabled", "archive-failed", "corridor backup setup says which settings are missing." },
    { "archive_command", "archive-failed", "corridor backup setup says which settings are missing." },
    { "was not archived before", "archive-failed", "Look at the server's log: its archive_command failed." },
    { "stanza-create", "archive-failed", "corridor backup setup --write makes the stanza." },
    { "is another pgBackRest process running", "archive-failed", "Wait for the other backup to end." },
    { "unable to find primary cluster", "archive-failed",
        "Is the server running, and may this account read its socket and its data folder?" },
    { "No space left on device", "disk-full", "Free some space in the repository; then try again." },
    { "HTTP request failed with 403", "archive-failed",
        "Look at PGBACKREST_REPO1_S3_KEY and PGBACKREST_REPO1_S3_KEY_SECRET." },
    { "unable to flush cipher", "archive-failed",
        "The passphrase is another one: look at PGBACKREST_REPO1_CIPHER_PASS." },
};

// "ERROR: [075]: …", with the warnings before it, which say what led there.
QString errorIn(const QString& text)
{
    const qsizetype error = text.indexOf("ERROR:"), warning = text.indexOf("WARN:");
    const qsizetype at = warning >= 0 && warning < error ? warning : error;
    return (at < 0 ? text : text.sliced(at)).trimmed().left(1500);
}

Error failure(const QString& text)
{
    Error error { .code = "archive-failed",
        .message = "pgBackRest failed.",
        .detail = errorIn(text),
        .hint = "corridor backup setup checks the parts one by one." };
    for (const Meaning& meaning : meanings) {
        if (text.contains(QLatin1StringView(meaning.text))) {
            error.code = meaning.code;
            error.hint = meaning.hint;
            break;
        }
    }
    return error;
}

QString timeText(const QDateTime& time)
{
    return time.toUTC().toString("yyyy-MM-dd HH:mm:ss.zzz+00");
}

Result<QString> setting(Session& server, const QByteArray& name, const CancelToken& token)
{
    const auto row = server.query({ "SELECT pg_catalog.current_setting($1, true)", { name } }, token);
    CORRIDOR_TRY(row);
    return row->text(0, 0);
}

// The first of a list as PostgreSQL writes it: elements with odd characters are in double quotes.
QString firstOf(const QString& list)
{
    const QString text = list.trimmed();
    if (!text.startsWith('"'))
        return text.section(',', 0, 0).trimmed();
    return text.sliced(1, qMax<qsizetype>(0, text.indexOf('"', 1) - 1));
}

// Its owner's alone, as PostgreSQL asks for it; one that is there keeps its owner.
Result<void> makeEmptyFolder(const QString& path)
{
    const bool isThere = QDir(path).exists();
    if (isThere && !QDir(path).isEmpty())
        return fail(
            "recovery-folder-used", path + " is not empty.", "Name a folder that is empty, or does not exist yet.");
    if (isThere)
        return {};
    if (!QDir().mkpath(path) || !QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner))
        return fail(
            "recovery-folder-used", path + " cannot be made.", "Name a folder that the server's account may write.");
    return {};
}

ArchiveCheck checkOf(const char* what, const QString& is, bool ok, const QString& toDo, bool restart = false)
{
    return { .what = what, .ok = ok, .is = is, .toDo = ok ? QString() : toDo, .needsRestart = !ok && restart };
}

QString alterSystem(const char* name, QString value)
{
    return QString("ALTER SYSTEM SET %1 = '%2';").arg(name, value.replace('\'', "''"));
}

Result<ArchiveCheck> lastFailure(Session& server, const CancelToken& token)
{
    const auto row = server.execute("SELECT last_failed_wal, last_failed_time > coalesce(last_archived_time, "
                                    "'-infinity') FROM pg_catalog.pg_stat_archiver",
        token);
    CORRIDOR_TRY(row);
    const bool failing = row->boolean(0, 1);
    return checkOf("archiver", failing ? "fails at " + row->text(0, 0) : QString("no failure since the last success"),
        !failing, "The server's log says why archive_command fails.");
}

} // namespace

Result<QList<ArchiveCheck>> checkArchiving(
    Session& server, const QString& program, const QString& configFile, const QString& stanza, const CancelToken& token)
{
    QList<ArchiveCheck> checks { checkOf("pgbackrest", program.isEmpty() ? "not found" : program, !program.isEmpty(),
                                     "Install pgbackrest on the server's machine, or name it in CORRIDOR_PGBACKREST."),
        checkOf("configuration", configFile, QFile::exists(configFile), "corridor backup setup --write writes it.") };
    const auto level = setting(server, "wal_level", token), mode = setting(server, "archive_mode", token),
               command = setting(server, "archive_command", token), timeout = setting(server, "archive_timeout", token);
    for (const auto* value : { &level, &mode, &command, &timeout })
        CORRIDOR_TRY(*value);
    const QString wanted = archiveCommand(program.isEmpty() ? "pgbackrest" : program, configFile, stanza);
    checks << checkOf("wal_level", *level, *level != "minimal", alterSystem("wal_level", "replica"), true)
           << checkOf(
                  "archive_mode", *mode, *mode == "on" || *mode == "always", alterSystem("archive_mode", "on"), true)
           << checkOf("archive_command", *command, command->contains("pgbackrest") && command->contains("archive-push"),
                  alterSystem("archive_command", wanted))
           << checkOf("archive_timeout", *timeout, *timeout != "0" && *timeout != "0s",
                  alterSystem("archive_timeout", "60"));
    const auto archiver = lastFailure(server, token);
    CORRIDOR_TRY(archiver);
    return checks << *archiver;
}

Result<void> fillFromServer(ArchiveSetup& setup, Session& server, const CancelToken& token)
{
    const auto folder = setting(server, "data_directory", token), port = setting(server, "port", token),
               sockets = setting(server, "unix_socket_directories", token);
    for (const auto* value : { &folder, &port, &sockets })
        CORRIDOR_TRY(*value);
    setup.dataFolder = *folder;
    setup.port = port->toInt();
    setup.socketFolder = firstOf(*sockets);
    setup.user = server.server().user;
    return {};
}

QString findPgBackRest(const Environment& environment)
{
    const QString named = environment.value("CORRIDOR_PGBACKREST");
    return named.isEmpty() ? QStandardPaths::findExecutable("pgbackrest", environment.value("PATH").split(':')) : named;
}

Result<QByteArray> PgBackRest::run(const QStringList& words, const CancelToken& token) const
{
    if (m_program.isEmpty())
        return fail("pgbackrest-missing", "pgBackRest is not installed here.",
            "Install pgbackrest on the server's machine, or name it in CORRIDOR_PGBACKREST.");
    const auto done = runChild(
        { m_program,
            QStringList { "--config=" + m_configFile, "--stanza=" + m_stanza, "--log-level-console=warn" } + words,
            {} },
        token);
    CORRIDOR_TRY(done);
    if (done->exitCode != 0)
        return std::unexpected(failure(QString::fromUtf8(done->output) + done->errors));
    return done->output;
}

Result<void> PgBackRest::createStanza(const CancelToken& token) const
{
    return run({ "stanza-create" }, token).transform([](const QByteArray&) { });
}

Result<void> PgBackRest::check(const CancelToken& token) const
{
    return run({ "check" }, token).transform([](const QByteArray&) { });
}

Result<void> PgBackRest::backup(BaseBackupType type, const CancelToken& token) const
{
    return run({ type == BaseBackupType::Full ? "--type=full" : "--type=incr", "backup" }, token)
        .transform([](const QByteArray&) { });
}

Result<QList<BaseBackup>> PgBackRest::list(const CancelToken& token) const
{
    const auto json = run({ "--output=json", "info" }, token);
    CORRIDOR_TRY(json);
    return baseBackupsIn(*json, m_stanza);
}

Result<void> PgBackRest::restore(
    const RecoveryTarget& target, const QString& dataFolder, const CancelToken& token) const
{
    CORRIDOR_TRY(makeEmptyFolder(dataFolder));
    // What is restored must not archive into the repository of the server that goes on.
    QStringList words { "--pg1-path=" + dataFolder, "--archive-mode=off" };
    if (target.time)
        words << "--type=time" << "--target=" + timeText(*target.time);
    else if (!target.point.isEmpty())
        words << "--type=name" << "--target=" + target.point;
    if (target.time || !target.point.isEmpty())
        words << "--target-action=promote";
    return run(words << "restore", token).transform([](const QByteArray&) { });
}

Result<QList<BaseBackup>> baseBackupsIn(const QByteArray& infoJson, const QString& stanza)
{
    const QJsonDocument document = QJsonDocument::fromJson(infoJson);
    if (!document.isArray())
        return fail("archive-failed", "pgBackRest's answer is no JSON.");
    QList<BaseBackup> backups;
    for (const QJsonValue& entry : document.array()) {
        if (entry["name"].toString() != stanza)
            continue;
        for (const QJsonValue& backup : entry["backup"].toArray())
            backups << BaseBackup { .label = backup["label"].toString(),
                .type = backup["type"].toString(),
                .startedAt = QDateTime::fromSecsSinceEpoch(backup["timestamp"]["start"].toInteger(), QTimeZone::UTC),
                .stoppedAt = QDateTime::fromSecsSinceEpoch(backup["timestamp"]["stop"].toInteger(), QTimeZone::UTC),
                .databaseBytes = backup["info"]["size"].toInteger(),
                .repositoryBytes = backup["info"]["repository"]["delta"].toInteger() };
    }
    return backups;
}

} // namespace corridor
