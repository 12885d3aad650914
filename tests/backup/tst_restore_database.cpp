// SPDX-License-Identifier: MIT
#include "backup/client_programs.h"
#include "backup/create_backup.h"
#include "backup/restore_database.h"
#include "backup/swap_database.h"
#include "backup/verify_backup.h"
#include "catalog/snapshot.h"
#include "sample_database.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <thread>

using namespace corridor;

namespace {

QString answer(const ConnectionOptions& database, const QByteArray& sql)
{
    const auto rows = runSql(database, sql);
    return rows ? rows->text(0, 0) : rows.error().toText();
}

} // namespace

class TestRestoreDatabase : public QObject {
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
        QFETCH_GLOBAL(int, major);
        m_temporary.emplace();
        m_store.emplace(m_temporary->filePath("backups"));
        m_server = &TestServer::shared(major);
        m_source = sampleDatabase(*m_server);
        m_into = "restored_" + m_source.value("dbname");
    }

    void givesBackWhatWas_data() { formats(); }
    void givesBackWhatWas()
    {
        const Backup backup = takeBackup();
        int told = 0;
        const auto report = restoreDatabase(backup, m_server->connection("postgres"), m_into, {}, systemEnvironment(),
            [&](const BackupProgress&) { ++told; });
        QVERIFY2(report, report ? "" : qPrintable(report.error().toText()));
        QVERIFY(report->objects > 40);
        QVERIFY(told > 40);
        auto was = Session::open(m_source), is = Session::open(m_server->connection(m_into));
        const SnapshotOptions all { .owners = true };
        QCOMPARE(readSnapshot(*is, all)->fingerprint(), readSnapshot(*was, all)->fingerprint());
        for (const char* sql : { "SELECT sum(hashtext(o::text)) FROM shop.orders o", "SELECT count(*) FROM shop.days",
                 "SELECT last_value FROM shop.orders_id_seq", "SELECT count(*) FROM pg_largeobject_metadata" })
            QCOMPARE(answer(m_server->connection(m_into), sql), answer(m_source, sql));
    }

    void anExistingDatabaseIsNotTouched()
    {
        const Backup backup = takeBackup();
        const QString name = m_source.value("dbname");
        const auto report = restoreDatabase(backup, m_server->connection("postgres"), name, {}, systemEnvironment());
        QVERIFY(!report);
        QCOMPARE(report.error().code, QString("restore-database-exists"));
        QCOMPARE(answer(m_source, "SELECT count(*) FROM shop.orders"), QString("1000"));
    }

    void aDamagedFileIsTold_data()
    {
        QTest::addColumn<int>("cut");
        QTest::addColumn<QString>("code");
        QTest::newRow("truncated") << 1000 << "archive-truncated";
        QTest::newRow("empty") << -1 << "archive-truncated";
        QTest::newRow("changed") << 0 << "backup-file-changed";
    }

    void aDamagedFileIsTold()
    {
        QFETCH(int, cut);
        const Backup backup = takeBackup();
        QFile file(backup.archivePath());
        QVERIFY(file.open(QIODevice::ReadWrite));
        if (cut == 0) {
            file.seek(file.size() / 2);
            const char byte = char(~file.peek(1)[0]);
            file.write(&byte, 1);
        } else {
            QVERIFY(file.resize(cut < 0 ? 0 : file.size() - cut));
        }
        file.close();
        const auto server = m_server->connection("postgres");
        const auto report = restoreDatabase(backup, server, m_into, {}, systemEnvironment());
        QVERIFY(!report);
        QTEST(report.error().code, "code");
        const auto verified = verifyBackup(backup, server, systemEnvironment());
        QVERIFY(!verified);
        QTEST(verified.error().code, "code");
        expectNothingLeft();
    }

    void anErrorDropsWhatWasMade()
    {
        // A role that the new server does not have.
        const QByteArray role = "owner_of_" + m_source.value("dbname").toUtf8();
        QVERIFY(runSql(m_source, "CREATE ROLE " + role + "; ALTER TABLE shop.items OWNER TO " + role));
        const Backup backup = takeBackup();
        QVERIFY(runSql(
            m_source, "REASSIGN OWNED BY " + role + " TO postgres; DROP OWNED BY " + role + "; DROP ROLE " + role));
        const auto server = m_server->connection("postgres");
        const auto report = restoreDatabase(backup, server, m_into, {}, systemEnvironment());
        QVERIFY(!report);
        QVERIFY(report.error().detail.contains(role));
        expectNothingLeft();
        QVERIFY(restoreDatabase(backup, server, m_into, { .owners = false }, systemEnvironment()));
    }

    void cancelDropsWhatWasMade()
    {
        const Backup backup = takeBackup();
        const CancelToken token;
        const auto report = restoreDatabase(
            backup, m_server->connection("postgres"), m_into, {}, systemEnvironment(),
            [&](const BackupProgress& progress) {
                if (progress.phase == BackupProgress::Phase::Restoring && progress.done > 5)
                    token.cancel();
            },
            token);
        QVERIFY(!report);
        QCOMPARE(report.error().code, QString("cancelled"));
        expectNothingLeft();
    }

    void verifyComparesRowsAndSchema_data() { formats(); }
    void verifyComparesRowsAndSchema()
    {
        Backup backup = takeBackup();
        const auto server = m_server->connection("postgres");
        const auto good = verifyBackup(backup, server, systemEnvironment());
        QVERIFY2(good, good ? "" : qPrintable(good.error().toText()));
        QCOMPARE(good->differences, QStringList());
        QCOMPARE(good->rows, 1654);
        backup.manifest.tables->first().rows += 1;
        backup.manifest.fingerprint = "another";
        const auto bad = verifyBackup(backup, server, systemEnvironment());
        QVERIFY(bad);
        QCOMPARE(bad->differences.size(), 2);
        expectNothingLeft();
    }

    void verifyMakesTheRolesThatPoliciesName()
    {
        const QByteArray role = "tenant_of_" + m_source.value("dbname").toUtf8();
        QVERIFY(
            runSql(m_source, "CREATE ROLE " + role + "; CREATE POLICY own ON shop.items TO " + role + " USING (true)"));
        const Backup backup = takeBackup();
        QVERIFY(runSql(m_source, "DROP POLICY own ON shop.items; DROP ROLE " + role));
        const auto verified = verifyBackup(backup, m_server->connection("postgres"), systemEnvironment());
        QVERIFY2(verified, verified ? "" : qPrintable(verified.error().toText()));
        QCOMPARE(verified->differences, QStringList());
        QCOMPARE(answer(m_source, "SELECT count(*) FROM pg_roles WHERE rolname = '" + role + "'"), QString("0"));
    }

    void swapPutsItInPlace()
    {
        const QByteArray live = m_source.value("dbname").toUtf8(), role = "app_of_" + live;
        QVERIFY(runSql(m_source,
            "CREATE ROLE " + role + "; REVOKE CONNECT ON DATABASE " + live + " FROM PUBLIC; GRANT CONNECT ON DATABASE "
                + live + " TO " + role));
        const Backup backup = takeBackup();
        QVERIFY(runSql(m_source, "DELETE FROM shop.items"));
        const auto server = m_server->connection("postgres");
        QVERIFY(restoreDatabase(backup, server, m_into, {}, systemEnvironment()));
        auto application = Session::open(m_source); // stays connected, and is ended
        const auto swapped = swapDatabase(server, live, m_into);
        QVERIFY2(swapped, swapped ? "" : qPrintable(swapped.error().toText()));
        QVERIFY(swapped->endedSessions >= 1);
        QCOMPARE(answer(m_source, "SELECT count(*) FROM shop.items"), QString("500"));
        QCOMPARE(answer(m_server->connection(swapped->keptAs), "SELECT count(*) FROM shop.items"), QString("0"));
        QCOMPARE(answer(m_source,
                     "SELECT has_database_privilege('" + role
                         + "', current_database(), 'CONNECT')"
                           " AND NOT EXISTS (SELECT FROM pg_database, aclexplode(datacl) a WHERE datname ="
                           " current_database() AND a.grantee = 0 AND a.privilege_type = 'CONNECT')"),
            QString("t"));
        QVERIFY(!Session::open(m_server->connection(m_into)));
    }

    void swapWinsAgainstReconnectingApplications()
    {
        const Backup backup = takeBackup();
        const auto server = m_server->connection("postgres");
        QVERIFY(restoreDatabase(backup, server, m_into, {}, systemEnvironment()));
        std::jthread application([this](std::stop_token stop) {
            while (!stop.stop_requested()) {
                auto session = Session::open(m_source);
                if (session)
                    (void)session->execute("SELECT pg_sleep(0.01)");
            }
        });
        const auto swapped = swapDatabase(server, m_source.value("dbname"), m_into);
        QVERIFY2(swapped, swapped ? "" : qPrintable(swapped.error().toText()));
    }

    void swapBringsBackADroppedDatabase()
    {
        const Backup backup = takeBackup();
        const auto server = m_server->connection("postgres");
        QVERIFY(dropDatabase(server, m_source.value("dbname")));
        QVERIFY(restoreDatabase(backup, server, m_into, {}, systemEnvironment()));
        const auto swapped = swapDatabase(server, m_source.value("dbname"), m_into);
        QVERIFY2(swapped, swapped ? "" : qPrintable(swapped.error().toText()));
        QCOMPARE(swapped->keptAs, QString());
        QCOMPARE(answer(m_source, "SELECT count(*) FROM shop.items"), QString("500"));
    }

    void aSwapThatFailsChangesNothing()
    {
        const auto server = m_server->connection("postgres");
        const auto swapped = swapDatabase(server, m_source.value("dbname"), "nothing_here");
        QVERIFY(!swapped);
        QCOMPARE(swapped.error().code, QString("database-missing"));
        QCOMPARE(answer(m_source, "SELECT count(*) FROM shop.items"), QString("500"));
    }

private:
    void formats()
    {
        QTest::addColumn<DumpFormat>("format");
        QTest::newRow("custom") << DumpFormat::Custom;
        QTest::newRow("directory") << DumpFormat::Directory;
    }

    Backup takeBackup()
    {
        const char* tag = QTest::currentDataTag();
        const DumpFormat format
            = tag && QByteArrayView(tag) == "directory" ? DumpFormat::Directory : DumpFormat::Custom;
        const auto backup = createBackup(*m_store, m_source, { .format = format }, systemEnvironment());
        if (!backup)
            qFatal("%s", qPrintable(backup.error().toText()));
        return *backup;
    }

    void expectNothingLeft()
    {
        const auto left = runSql(m_server->connection("postgres"),
            "SELECT datname FROM pg_database WHERE datname LIKE 'corridor_verify%' OR datname = '" + m_into.toUtf8()
                + "'");
        QCOMPARE(left->rows(), 0);
    }

    std::optional<QTemporaryDir> m_temporary;
    std::optional<BackupStore> m_store;
    TestServer* m_server = nullptr;
    ConnectionOptions m_source;
    QString m_into;
};

QTEST_GUILESS_MAIN(TestRestoreDatabase)
#include "tst_restore_database.moc"
