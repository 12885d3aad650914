// SPDX-License-Identifier: MIT
#include "support/test_server.h"

#include <QElapsedTimer>
#include <QFileInfo>
#include <QTest>

using namespace corridor;

class TestTestServer : public QObject {
    Q_OBJECT
private slots:
    void givesFreshDatabases_data() { TestServer::addMajors(); }

    void givesFreshDatabases()
    {
        QFETCH(int, major);
        TestServer& server = TestServer::shared(major);
        const auto first = server.freshDatabase();
        QVERIFY(runSql(first, "CREATE TABLE t ()").has_value());
        const auto second = server.freshDatabase();
        QVERIFY(runSql(second, "CREATE TABLE t ()").has_value());
        const auto session = Session::open(first);
        QVERIFY2(session.has_value(), session ? "" : qPrintable(session.error().toText()));
        QCOMPARE(session->server().major(), major);
        QCOMPARE(session->server().database, first.value("dbname"));
    }

    void listensOnNothingButItsSocket_data() { TestServer::addMajors(); }

    void listensOnNothingButItsSocket()
    {
        QFETCH(int, major);
        TestServer& server = TestServer::shared(major);
        const auto answer = runSql(server.connection("postgres"), "SHOW listen_addresses");
        QVERIFY(answer.has_value());
        QCOMPARE(answer->text(0, 0), QString());
        const QFileInfo folder(server.server().socketFolder);
        QCOMPARE(folder.ownerId(), server.server().account.user);
        QVERIFY(!(folder.permissions() & (QFile::ReadGroup | QFile::ExeGroup | QFile::ReadOther | QFile::ExeOther)));
    }

    void urlLeadsToTheDatabase_data() { TestServer::addMajors(); }

    void urlLeadsToTheDatabase()
    {
        QFETCH(int, major);
        TestServer& server = TestServer::shared(major);
        const auto database = server.freshDatabase();
        const auto parsed = parseConnection(server.url(database));
        QVERIFY(parsed.has_value());
        QCOMPARE(parsed->notes, QStringList());
        const auto answer = runSql(*parsed, "SELECT current_database()");
        QVERIFY2(answer.has_value(), answer ? "" : qPrintable(answer.error().toText()));
        QCOMPARE(answer->text(0, 0), database.value("dbname"));
    }

    void keepsDurableDataThroughAKill_data()
    {
        QTest::addColumn<StopMode>("mode");
        QTest::newRow("fast") << StopMode::Fast;
        QTest::newRow("immediate") << StopMode::Immediate;
        QTest::newRow("kill -9") << StopMode::Kill;
    }

    void keepsDurableDataThroughAKill()
    {
        QFETCH(StopMode, mode);
        TestServer server;
        START_TEST_SERVER(server, 17, Durability::Full);
        QCOMPARE(runSql(server.connection("postgres"), "SHOW fsync")->text(0, 0), "on");
        const auto database = server.freshDatabase();
        QVERIFY(runSql(database, "CREATE TABLE t AS SELECT 42 AS answer").has_value());
        QVERIFY(server.stop(mode));
        QVERIFY(!server.isRunning());
        QVERIFY(!Session::open(database).has_value());
        const auto restarted = server.restart();
        QVERIFY2(restarted.has_value(), restarted ? "" : qPrintable(restarted.error().toText()));
        QCOMPARE(runSql(database, "SELECT answer FROM t")->text(0, 0), "42");
    }

    void takesSettings()
    {
        TestServer server;
        START_TEST_SERVER(server, 17, Durability::None, { "wal_level = logical", "max_wal_senders = 2" });
        QCOMPARE(runSql(server.connection("postgres"), "SHOW wal_level")->text(0, 0), "logical");
    }

    void startsInAnInstant()
    {
        qint64 best = std::numeric_limits<qint64>::max();
        for (int i = 0; i < 5; ++i) {
            TestServer server;
            QElapsedTimer timer;
            timer.start();
            START_TEST_SERVER(server, 17);
            best = std::min(best, timer.elapsed());
        }
        qInfo("a server from the template in %lld ms", best);
        QVERIFY(best < 2000);
    }
};

QTEST_GUILESS_MAIN(TestTestServer)
#include "tst_test_server.moc"
