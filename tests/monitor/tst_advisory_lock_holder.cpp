// SPDX-License-Identifier: MIT
#include "monitor/advisory_lock_holder.h"
#include "support/test_server.h"

#include <QTest>

using namespace corridor;

class TestAdvisoryLockHolder : public QObject {
    Q_OBJECT
private slots:
    void initTestCase_data() { TestServer::addMajors(); }

    void findsTheHolder_data()
    {
        QTest::addColumn<qint64>("key");
        QTest::newRow("Prisma's") << qint64(72707369);
        QTest::newRow("large") << qint64(0x123456789abcdef0);
        QTest::newRow("negative") << qint64(-5);
        QTest::newRow("zero") << qint64(0);
    }

    void findsTheHolder()
    {
        QFETCH_GLOBAL(int, major);
        QFETCH(qint64, key);
        ConnectionOptions database = TestServer::shared(major).freshDatabase();
        auto observer = Session::open(database);
        QVERIFY(observer);
        QVERIFY(!holderOfAdvisoryLock(*observer, key).value());

        database.set("application_name", "deployer");
        auto holder = Session::open(database);
        QVERIFY(holder->execute("SELECT pg_advisory_lock(" + QByteArray::number(key) + ")"));
        const auto found = holderOfAdvisoryLock(*observer, key);
        QVERIFY(found && *found);
        QCOMPARE((*found)->pid, holder->backendPid());
        QCOMPARE((*found)->application, QString("deployer"));
        QCOMPARE((*found)->user, holder->server().user);
        QCOMPARE((*found)->state, QString("idle"));
        QVERIFY((*found)->query.startsWith("SELECT pg_advisory_lock"));
        QVERIFY((*found)->connectedSince <= (*found)->querySince);
        QVERIFY(qAbs((*found)->connectedSince.secsTo(QDateTime::currentDateTimeUtc())) < 60);
    }

    void otherLocksAreNotMistaken()
    {
        QFETCH_GLOBAL(int, major);
        TestServer& server = TestServer::shared(major);
        auto observer = Session::open(server.freshDatabase());
        auto elsewhere = Session::open(server.freshDatabase()); // the same key in another database is another lock
        QVERIFY(elsewhere->execute("SELECT pg_advisory_lock(7)"));
        auto pair = Session::open(observer->options()); // two int keys are another kind of lock
        QVERIFY(pair->execute("SELECT pg_advisory_lock(0, 7)"));
        QVERIFY(!holderOfAdvisoryLock(*observer, 7).value());
    }
};

QTEST_GUILESS_MAIN(TestAdvisoryLockHolder)
#include "tst_advisory_lock_holder.moc"
