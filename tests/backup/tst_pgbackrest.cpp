// SPDX-License-Identifier: MIT
#include "backup/pgbackrest.h"

#include "support/test_server.h"

#include <QDir>
#include <QElapsedTimer>
#include <QProcess>
#include <QTemporaryDir>
#include <csignal>
#include <unistd.h>

using namespace corridor;

class PgBackRestTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder { QDir::tempPath() + "/cr-XXXXXX" };
    TestServer m_server;
    ConnectionOptions m_database;

    QString path(const QString& name) const { return m_folder.filePath(name); }

    // Servers do not run as root, and what pgBackRest writes must be theirs.
    QString program() const
    {
        const QString found = findPgBackRest(systemEnvironment());
        if (geteuid() != 0 || found.isEmpty())
            return found;
        QFile script(path("pgbackrest"));
        if (!script.exists() && script.open(QIODevice::WriteOnly))
            script.write("#!/bin/sh\nexec setpriv --reuid=postgres --regid=postgres --clear-groups '" + found.toUtf8()
                + "' \"$@\"\n");
        script.close();
        script.setPermissions(QFile::Permissions(0x7755));
        return script.fileName();
    }

    PgBackRest archive() const { return { program(), path("pgbackrest.conf"), "main" }; }

    // A folder of the server's account.
    QString emptyFolder(const QString& name) const
    {
        if (geteuid() == 0)
            QProcess::execute("install", { "-d", "-o", "postgres", "-m", "700", path(name) });
        return path(name);
    }

    static QString textOf(const Result<void>& result) { return result ? QString() : result.error().toText(); }

    // A server on a restored folder; what `sql` says once it has left recovery.
    QString askRestored(const QString& folder, const QByteArray& sql)
    {
        PrivateServer server = m_server.server();
        server.dataFolder = folder;
        server.socketFolder = path("sock");
        server.logFile = path("restored.log");
        QFile settings(folder + "/postgresql.auto.conf"); // the first server is still at its place
        if (!settings.open(QIODevice::Append)
            || settings.write("unix_socket_directories = '" + server.socketFolder.toUtf8() + "'\n") <= 0)
            return settings.errorString();
        settings.close();
        const auto process = startServer(server, ServerLaunch::Life::Child);
        if (!process)
            return process.error().toText();
        QString text = "still in recovery";
        for (QElapsedTimer timer = started(); timer.elapsed() < 30'000; QTest::qWait(100)) {
            const auto rows = runSql(server.connection(m_database.value("dbname")), "SELECT pg_is_in_recovery()");
            if (!rows || rows->boolean(0, 0))
                continue;
            const auto answer = runSql(server.connection(m_database.value("dbname")), sql);
            text = answer ? answer->text(0, 0) : answer.error().toText();
            break;
        }
        process->signal(SIGINT);
        process->waitForEnd(std::chrono::seconds(20));
        return text;
    }

    static QElapsedTimer started()
    {
        QElapsedTimer timer;
        timer.start();
        return timer;
    }

private slots:
    void initTestCase()
    {
        QFile::setPermissions(m_folder.path(), QFile::Permissions(0x7777));
        if (findPgBackRest(systemEnvironment()).isEmpty())
            QSKIP("pgbackrest is not here.");
        const QString command = archiveCommand(findPgBackRest(systemEnvironment()), path("pgbackrest.conf"), "main");
        START_TEST_SERVER(m_server, 17, Durability::Full,
            { "wal_level = replica", "max_wal_senders = 2", "archive_mode = on", "archive_timeout = 60",
                "archive_command = '" + QString(command).replace('\'', "''") + "'" });
        m_database = m_server.freshDatabase();
    }

    void saysWhatIsMissing()
    {
        auto session = Session::open(m_database);
        const auto checks = checkArchiving(*session, program(), path("pgbackrest.conf"), "main");
        QVERIFY(checks.has_value());
        QStringList missing;
        for (const ArchiveCheck& check : *checks)
            if (!check.ok) {
                missing << check.what;
                QVERIFY(!check.toDo.isEmpty());
            }
        QVERIFY2(missing.contains("configuration") && !missing.contains("archive_mode")
                && !missing.contains("archive_command"),
            qPrintable(missing.join(' ')));
        if (!TestServer::has(15))
            return;
        auto plain = Session::open(TestServer::shared(15).freshDatabase());
        const auto there = checkArchiving(*plain, QString(), path("none.conf"), "main");
        const auto mode = std::ranges::find(*there, QString("archive_mode"), &ArchiveCheck::what);
        QCOMPARE(mode->toDo, "ALTER SYSTEM SET archive_mode = 'on';");
        QVERIFY(mode->needsRestart && !there->first().ok);
    }

    // Full and incremental base backups; back to a restore point and to a moment, on a server beside the first.
    void comesBackToAMoment()
    {
        auto session = Session::open(m_database);
        ArchiveSetup setup { .repository = { .path = path("repo") }, .stateFolder = path("state") };
        QVERIFY(fillFromServer(setup, *session).has_value());
        QDir().mkpath(setup.stateFolder);
        QDir().mkpath(setup.repository.path);
        for (const char* folder : { "", "/log", "/lock", "/spool" }) {
            QDir().mkpath(setup.stateFolder + folder);
            QFile::setPermissions(setup.stateFolder + folder, QFile::Permissions(0x7777));
        }
        QFile::setPermissions(setup.repository.path, QFile::Permissions(0x7777));
        QFile config(path("pgbackrest.conf"));
        QVERIFY(config.open(QIODevice::WriteOnly));
        config.write(*pgBackRestConfig(setup));
        config.close();
        QVERIFY2(archive().createStanza().has_value(), qPrintable(textOf(archive().createStanza())));
        const auto checked = archive().check();
        QVERIFY2(checked.has_value(), qPrintable(textOf(checked)));
        QVERIFY(session->execute("CREATE TABLE item AS SELECT g AS id FROM generate_series(1, 1000) g").has_value());
        const auto full = archive().backup(BaseBackupType::Full);
        QVERIFY2(full.has_value(), qPrintable(textOf(full)));
        QVERIFY(session->execute("INSERT INTO item VALUES (1001)").has_value());
        QVERIFY(archive().backup(BaseBackupType::Incremental).has_value());
        const auto list = archive().list();
        QCOMPARE(list->size(), 2);
        QCOMPARE(list->at(1).type, "incr");
        QVERIFY(list->at(0).databaseBytes > 1'000'000 && list->at(1).repositoryBytes < list->at(0).repositoryBytes);

        QVERIFY(session->execute("INSERT INTO item VALUES (1002)").has_value());
        QVERIFY(session->execute("SELECT pg_create_restore_point('before the deploy')").has_value());
        QVERIFY(session->execute("DELETE FROM item WHERE id > 500").has_value());
        QTest::qWait(1100);
        const auto now = session->execute(
            "SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')");
        const QDateTime moment = QDateTime::fromString(now->text(0, 0), Qt::ISODateWithMs);
        QTest::qWait(1100);
        QVERIFY(
            session->execute("DROP TABLE item; CREATE TABLE after_all (id int); SELECT pg_switch_wal()").has_value());
        QVERIFY(session->execute("SELECT pg_switch_wal()").has_value());
        QVERIFY2(archive().check().has_value(), "the last WAL must be archived");

        const auto toPoint = archive().restore({ .time = {}, .point = "before the deploy" }, emptyFolder("data-point"));
        QVERIFY2(toPoint.has_value(), qPrintable(textOf(toPoint)));
        QCOMPARE(askRestored(path("data-point"), "SELECT count(*) || ' ' || max(id) FROM item"), "1002 1002");
        const auto toMoment = archive().restore({ .time = moment, .point = {} }, emptyFolder("data-moment"));
        QVERIFY2(toMoment.has_value(), qPrintable(textOf(toMoment)));
        QCOMPARE(
            askRestored(path("data-moment"), "SELECT count(*) || ' ' || current_setting('archive_mode') FROM item"),
            "500 off");
    }

    void refusesWhatCannotBe()
    {
        const auto early = archive().restore(
            { .time = QDateTime::currentDateTimeUtc().addYears(-1), .point = {} }, emptyFolder("data-early"));
        QVERIFY(!early.has_value());
        QCOMPARE(early.error().code, "recovery-target-unreachable");
        QVERIFY(!early.error().hint.isEmpty());
        QCOMPARE(archive().restore({}, m_folder.path()).error().code, "recovery-folder-used");
        const auto none = PgBackRest({}, path("pgbackrest.conf"), "main").check();
        QCOMPARE(none.error().code, "pgbackrest-missing");
        const auto other = PgBackRest(program(), path("pgbackrest.conf"), "other").backup(BaseBackupType::Full);
        QCOMPARE(other.error().code, "archive-failed");
        QVERIFY(!other.error().detail.isEmpty() && !other.error().hint.isEmpty());
    }
};

QTEST_GUILESS_MAIN(PgBackRestTest)
#include "tst_pgbackrest.moc"
