// SPDX-License-Identifier: MIT
#include "backup/client_connection.h"
#include "backup/client_error.h"
#include "backup/client_programs.h"
#include "backup/create_backup.h"
#include "sample_database.h"

#include <QDir>
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <thread>

using namespace corridor;

class TestCreateBackup : public QObject {
    Q_OBJECT
private slots:
    void initTestCase_data() { TestServer::addMajors(); }

    void initTestCase()
    {
        if (findClientPrograms(systemEnvironment()).isEmpty())
            QSKIP("pg_dump is not here.");
    }

    void init()
    {
        m_temporary.emplace();
        m_store.emplace(m_temporary->filePath("backups"));
    }

    void writesArchiveAndManifest_data()
    {
        QTest::addColumn<DumpFormat>("format");
        QTest::newRow("custom") << DumpFormat::Custom;
        QTest::newRow("directory") << DumpFormat::Directory;
    }

    void writesArchiveAndManifest()
    {
        QFETCH_GLOBAL(int, major);
        QFETCH(DumpFormat, format);
        const auto source = sampleDatabase(TestServer::shared(major));
        QVERIFY(runSql(source, "ALTER DATABASE " + source.value("dbname").toUtf8() + " SET work_mem = '7MB'"));
        BackupProgress last;
        const auto backup = createBackup(*m_store, source,
            { .format = format, .why = "before the release", .who = "alice", .machine = "desk" }, systemEnvironment(),
            [&](const BackupProgress& progress) { last = progress; });
        QVERIFY2(backup, backup ? "" : qPrintable(backup.error().toText()));
        const BackupManifest& manifest = backup->manifest;
        QCOMPARE(manifest.database, source.value("dbname"));
        QCOMPARE(manifest.serverMajor(), major);
        QVERIFY(manifest.clientVersion.section('.', 0, 0).toInt() >= major);
        QCOMPARE(manifest.who, QString("alice"));
        QCOMPARE(manifest.why, QString("before the release"));
        QCOMPARE(manifest.migrations, QStringList({ "20240101_a", "20240102_b" }));
        QCOMPARE(manifest.shape.encoding, QString("UTF8"));
        QCOMPARE(manifest.shape.settings, QStringList("work_mem=7MB"));
        QCOMPARE(manifest.tables.value_or(QList<TableRows>()),
            (QList<TableRows> { { "public", "_prisma_migrations", 4 }, { "shop", "days_2025", 50 },
                { "shop", "items", 500 }, { "shop", "my users", 100 }, { "shop", "orders", 1000 } }));
        QVERIFY(qAbs(manifest.startedAt.secsTo(QDateTime::currentDateTimeUtc())) < 60);
        QVERIFY(manifest.startedAt <= manifest.finishedAt);
        QVERIFY(manifest.databaseBytes > 1'000'000);
        QCOMPARE(manifest.fingerprint.size(), 32);
        QCOMPARE(manifest.files.size() > 1, format == DumpFormat::Directory);
        QVERIFY(checkFiles(*backup));
        QCOMPARE(m_store->list().size(), 1);
        QCOMPARE(last.phase, BackupProgress::Phase::Hashing);
        QCOMPARE(last.done, manifest.bytes());

        QProcess list;
        list.start(findClientPrograms(systemEnvironment()).first().pgRestore(), { "-l", backup->archivePath() });
        QVERIFY(list.waitForFinished());
        QVERIFY(list.readAllStandardOutput().contains("TABLE DATA shop orders"));
    }

    void dumpAndCountsAreOfOneMoment()
    {
        QFETCH_GLOBAL(int, major);
        const auto source = sampleDatabase(TestServer::shared(major));
        std::jthread writer([&](std::stop_token stop) {
            auto session = Session::open(source);
            while (!stop.stop_requested())
                session->execute("INSERT INTO shop.days VALUES ('2025-05-05', 1)");
        });
        const auto backup = createBackup(*m_store, source, {}, systemEnvironment());
        writer.request_stop();
        QVERIFY2(backup, backup ? "" : qPrintable(backup.error().toText()));
        const auto programs = findClientPrograms(systemEnvironment()).first();
        QProcess restore;
        restore.start(programs.pgRestore(), { "-a", "-t", "days_2025", "-f", "-", backup->archivePath() });
        QVERIFY(restore.waitForFinished());
        const qint64 dumped = restore.readAllStandardOutput().count("2025-");
        const auto counted = std::ranges::find(*backup->manifest.tables, QString("days_2025"), &TableRows::name);
        QCOMPARE(counted->rows, dumped);
    }

    void rowsNeedNotBeCounted()
    {
        QFETCH_GLOBAL(int, major);
        const auto backup = createBackup(
            *m_store, TestServer::shared(major).freshDatabase(), { .countRows = false }, systemEnvironment());
        QVERIFY2(backup, backup ? "" : qPrintable(backup.error().toText()));
        QVERIFY(!backup->manifest.tables);
        QVERIFY(backup->manifest.migrations.isEmpty());
    }

    void anOlderClientIsNamed()
    {
        const auto older = TestServer::binaries(15);
        if (!older || findClientPrograms({ { "CORRIDOR_POSTGRES_CLIENT", older->folder } }).isEmpty())
            QSKIP("PostgreSQL 15's pg_dump is not here: set CORRIDOR_TEST_PG15.");
        if (!TestServer::has(17))
            QSKIP("PostgreSQL 17 is not here.");
        const auto backup = createBackup(
            *m_store, TestServer::shared(17).freshDatabase(), {}, { { "CORRIDOR_POSTGRES_CLIENT", older->folder } });
        QVERIFY(!backup);
        QCOMPARE(backup.error().code, QString("client-older"));
        QVERIFY(backup.error().hint.contains("postgresql-client-17"));
        expectNothingLeft();
    }

    void aLockedTableIsNamed()
    {
        QFETCH_GLOBAL(int, major);
        const auto source = sampleDatabase(TestServer::shared(major));
        auto ddl = Session::open(source);
        QVERIFY(ddl->execute("BEGIN; LOCK TABLE shop.items"));
        const auto backup
            = createBackup(*m_store, source, { .countRows = false, .lockWaitMs = 200 }, systemEnvironment());
        QVERIFY(!backup);
        QCOMPARE(backup.error().code, QString("backup-locked"));
        expectNothingLeft();
    }

    void missingRightsAreNamed()
    {
        QFETCH_GLOBAL(int, major);
        const auto source = sampleDatabase(TestServer::shared(major));
        const QByteArray role = "reader_of_" + source.value("dbname").toUtf8();
        QVERIFY(runSql(source, "CREATE ROLE " + role + " LOGIN; GRANT USAGE ON SCHEMA shop TO " + role));
        ConnectionOptions options = source;
        options.set("user", role);
        const auto backup = createBackup(*m_store, options, { .countRows = false }, systemEnvironment());
        QVERIFY(!backup);
        QCOMPARE(backup.error().code, QString("backup-rights"));
        expectNothingLeft();
    }

    void cancelLeavesNothing()
    {
        QFETCH_GLOBAL(int, major);
        const auto source = sampleDatabase(TestServer::shared(major));
        auto ddl = Session::open(source); // so that pg_dump waits
        QVERIFY(ddl->execute("BEGIN; LOCK TABLE shop.items"));
        const CancelToken token;
        const std::jthread other([&] {
            QTest::qSleep(500);
            token.cancel();
        });
        const auto backup = createBackup(*m_store, source, {}, systemEnvironment(), {}, token);
        QVERIFY(!backup);
        QCOMPARE(backup.error().code, QString("cancelled"));
        expectNothingLeft();
        // No session of ours is left waiting on the server either.
        auto observer = Session::open(source);
        const auto left = [&] {
            return observer
                ->execute("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                          " AND pid <> pg_backend_pid() AND state <> 'idle in transaction'")
                ->integer(0, 0);
        };
        QTRY_COMPARE(left(), 0);
    }

    void aServerThatGoesAwayIsNamed()
    {
        QFETCH_GLOBAL(int, major);
        TestServer server;
        QVERIFY(server.start(major));
        const auto source = sampleDatabase(server);
        auto ddl = Session::open(source);
        QVERIFY(ddl->execute("BEGIN; LOCK TABLE shop.items"));
        const std::jthread other([&] {
            QTest::qSleep(500);
            server.stop(StopMode::Immediate);
        });
        const auto backup = createBackup(*m_store, source, {}, systemEnvironment());
        QVERIFY(!backup);
        QCOMPARE(backup.error().code, QString("server-gone"));
        expectNothingLeft();
    }

    // /dev/full is a disk without space. What pg_dump says then must be known by its name.
    void aFullDiskIsNamed()
    {
        QFETCH_GLOBAL(int, major);
        const auto connection = clientConnection(sampleDatabase(TestServer::shared(major)));
        const auto result
            = runChild({ findClientPrograms(systemEnvironment()).first().pgDump(),
                           { "--format=custom", "--file=/dev/full", "--dbname=" + connection->argument } },
                CancelToken::never());
        QVERIFY(result && result->exitCode != 0);
        const Error error = clientError("pg_dump", result->errors, "backup-failed");
        QVERIFY2(error.code == "disk-full", qPrintable(error.detail));
    }

    void anUnreachableServerIsNamed()
    {
        ConnectionOptions options;
        options.set("host", m_temporary->path().toUtf8());
        const auto backup = createBackup(*m_store, options, {}, systemEnvironment());
        QVERIFY(!backup);
        QCOMPARE(backup.error().code, QString("P1001"));
        expectNothingLeft();
    }

private:
    void expectNothingLeft()
    {
        QVERIFY(m_store->list().isEmpty());
        QCOMPARE(
            QDir(m_store->folder()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot), QStringList());
    }

    std::optional<QTemporaryDir> m_temporary;
    std::optional<BackupStore> m_store;
};

QTEST_GUILESS_MAIN(TestCreateBackup)
#include "tst_create_backup.moc"
