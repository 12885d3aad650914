// SPDX-License-Identifier: MIT
#include "rehearsal/load_replay.h"

#include "sample_project.h"
#include "support/test_server.h"

using namespace corridor;

class LoadReplayTest : public QObject {
    Q_OBJECT

    // Holds its table for a good half of a second.
    static ConnectionOptions prepared(const SampleProject& project, const QByteArray& script)
    {
        project.addMigration("1_base",
            "CREATE TABLE item (id int PRIMARY KEY, n int);\nCREATE TABLE other (id int);\nINSERT INTO item SELECT g, "
            "g FROM generate_series(1, 1000) g;\n");
        const ConnectionOptions database = TestServer::shared(TestServer::has(17) ? 17 : 15).freshDatabase();
        auto session = Session::open(database);
        if (!session || !deploy(*session, project.read(), {}).ok())
            qFatal("no base");
        project.addMigration("2_next", script);
        return database;
    }

    static LoadSource queries(const QStringList& texts)
    {
        LoadSource load { .file = {}, .queries = {}, .clients = 8 }; // so that some of each kind wait
        for (const QString& text : texts)
            load.queries << ApplicationQuery { text, 10 };
        return load;
    }

private slots:
    void initTestCase()
    {
        if (!TestServer::has(17) && !TestServer::has(15))
            QSKIP("No PostgreSQL server is here.");
    }

    void putsNullForValues_data()
    {
        QTest::addColumn<QByteArray>("sql");
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("none") << QByteArray("SELECT '$1' -- $2") << QByteArray("SELECT '$1' -- $2");
        QTest::newRow("two") << QByteArray("SELECT $1, x[$12] FROM t") << QByteArray("SELECT NULL, x[NULL] FROM t");
    }
    void putsNullForValues()
    {
        QFETCH(QByteArray, sql);
        QTEST(withNulls(sql), "text");
    }

    void measuresWhoWaits_data()
    {
        QTest::addColumn<QByteArray>("script");
        QTest::addColumn<bool>("readers");
        QTest::addColumn<bool>("writers");
        QTest::newRow("closed to all") << QByteArray(
            "LOCK TABLE item IN ACCESS EXCLUSIVE MODE;\nSELECT pg_sleep(0.7);\n")
                                       << true << true;
        QTest::newRow("closed to writers")
            << QByteArray("LOCK TABLE item IN SHARE MODE;\nSELECT pg_sleep(0.7);\n") << false << true;
        QTest::newRow("open") << QByteArray("LOCK TABLE item IN SHARE UPDATE EXCLUSIVE MODE;\nSELECT pg_sleep(0.7);\n")
                              << false << false;
    }
    void measuresWhoWaits()
    {
        QFETCH(QByteArray, script);
        const SampleProject project;
        const ConnectionOptions database = prepared(project, script);
        const auto report = deployUnderLoad(database, project.read(),
            queries({ "SELECT n FROM item WHERE id = $1", "UPDATE item SET n = $1 WHERE id = $2",
                "SELECT nothing FROM item" }),
            systemEnvironment());
        if (!report && report.error().message.contains("not installed"))
            QSKIP("pgbench is not here.");
        QVERIFY2(report.has_value(), qPrintable(report ? QString() : report.error().toText()));
        QVERIFY(!report->error && report->transactions > 0 && report->durationMs > 600);
        QTEST(report->readersMs > 400 && report->readersMs < 5000, "readers");
        QTEST(report->writersMs > 400 && report->writersMs < 5000, "writers");
        for (const BlockedStatement& statement : report->blocked)
            QVERIFY(statement.waitedFor.endsWith("Lock item") && statement.sql.contains("item") && statement.times > 0);
    }

    void takesAScriptOfPgbench()
    {
        const SampleProject project;
        const ConnectionOptions database
            = prepared(project, "LOCK TABLE item IN ACCESS EXCLUSIVE MODE;\nSELECT pg_sleep(0.5);\n");
        project.write("load.sql", "\\set id random(1, 1000)\nSELECT n FROM item WHERE id = :id;\n");
        const auto report = deployUnderLoad(
            database, project.read(), { .file = project.path("load.sql"), .queries = {} }, systemEnvironment());
        if (!report && report.error().message.contains("not installed"))
            QSKIP("pgbench is not here.");
        QVERIFY2(report.has_value(), qPrintable(report ? QString() : report.error().toText()));
        QVERIFY(report->readersMs > 300 && report->writersMs == 0);
        project.write("bad.sql", "SELECT n FROM nowhere;\n");
        const SampleProject again;
        const auto refused = deployUnderLoad(prepared(again, "SELECT 1;\n"), again.read(),
            { .file = project.path("bad.sql"), .queries = {} }, systemEnvironment());
        QCOMPARE(refused.error().code, "load-unavailable");
        QVERIFY2(refused.error().detail.contains("nowhere"), qPrintable(refused.error().detail));
    }
};

QTEST_GUILESS_MAIN(LoadReplayTest)
#include "tst_load_replay.moc"
