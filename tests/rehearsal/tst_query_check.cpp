// SPDX-License-Identifier: MIT
#include "rehearsal/query_check.h"

#include "support/test_server.h"

#include <QTemporaryFile>

using namespace corridor;

class QueryCheckTest : public QObject {
    Q_OBJECT

    static QList<ApplicationQuery> queries(const QStringList& texts)
    {
        QList<ApplicationQuery> queries;
        for (const QString& text : texts)
            queries << ApplicationQuery { text };
        return queries;
    }

private slots:
    void tellsWhatAScriptBreaks_data()
    {
        QTest::addColumn<int>("major");
        QTest::addColumn<QString>("query");
        QTest::addColumn<QString>("script");
        QTest::addColumn<QString>("change");
        for (const int major : { 15, 17 }) {
            if (!TestServer::has(major))
                continue;
            const auto row = [&](const char* name, const char* query, const char* script, const char* change) {
                QTest::addRow("%s on %d", name, major) << major << query << script << change;
            };
            row("column gone", "SELECT n FROM item WHERE id = $1", "ALTER TABLE item DROP n", "broken");
            row("column renamed", "UPDATE item SET n = $1 WHERE id = $2", "ALTER TABLE item RENAME n TO m", "broken");
            row("column to come", "SELECT extra FROM item", "SELECT 1", "");
            row("star grows", "SELECT * FROM item", "ALTER TABLE item ADD extra text", "result");
            row("other type", "SELECT n FROM item WHERE id = $1", "ALTER TABLE item ALTER n TYPE bigint", "result");
            row("other parameter", "SELECT id FROM item WHERE n = $1", "ALTER TABLE item ALTER n TYPE text",
                "parameters");
            row("column added", "SELECT id, n FROM item WHERE id = $1 LIMIT $2", "ALTER TABLE item ADD extra text", "");
            row("name twice", "SELECT a.id, b.id FROM item a JOIN item b ON a.id = b.n",
                "ALTER TABLE item ADD extra text", "");
            row("insert", "INSERT INTO item (id, n) VALUES ($1, $2)", "ALTER TABLE item ADD extra text", "");
            row("table gone", "DELETE FROM item", "DROP TABLE item", "broken");
        }
        if (!TestServer::has(15) && !TestServer::has(17))
            QSKIP("No PostgreSQL server is here.");
    }
    void tellsWhatAScriptBreaks()
    {
        QFETCH(int, major);
        QFETCH(QString, query);
        QFETCH(QString, script);
        const ConnectionOptions database = TestServer::shared(major).freshDatabase();
        QVERIFY(runSql(database, "CREATE TABLE item (id int PRIMARY KEY, n int); INSERT INTO item VALUES (1, 2)")
                .has_value());
        auto session = Session::open(database);
        const auto before = shapesOf(*session, queries({ query }));
        QVERIFY(runSql(database, script.toUtf8()).has_value());
        const auto changes
            = queryChanges("2_change", queries({ query }), before, shapesOf(*session, queries({ query })));
        QTEST(changes.isEmpty() ? QString() : changeWord(changes.first().kind), "change");
        if (!changes.isEmpty())
            QVERIFY(!changes.first().why.isEmpty() && changes.first().migration == "2_change"
                && changes.first().sql == query);
        QCOMPARE(session->transactionStatus(), PQTRANS_IDLE);
        QCOMPARE(session->execute("SELECT FROM pg_prepared_statements")->rows(), 0);
    }

    void readsAFile()
    {
        QTemporaryFile file;
        QVERIFY(file.open());
        file.write("-- the list\nSELECT ';' FROM item WHERE id = $1;\n\nUPDATE item SET n = $1;\n");
        file.flush();
        const auto found = readQueryFile(file.fileName());
        QCOMPARE(found->size(), 2);
        QCOMPARE(found->at(0).sql, "SELECT ';' FROM item WHERE id = $1");
        file.write("SELECT FROM WHERE;\n");
        file.flush();
        QCOMPARE(readQueryFile(file.fileName()).error().code, "queries-unreadable");
        QCOMPARE(readQueryFile(file.fileName()).error().line, 5);
        QCOMPARE(readQueryFile("/nowhere/at.sql").error().code, "queries-unreadable");
    }

    void saysThatNobodyCounts()
    {
        if (!TestServer::has(17))
            QSKIP("PostgreSQL 17 is not here.");
        auto session = Session::open(TestServer::shared(17).freshDatabase());
        const auto none = readQueries(*session);
        QCOMPARE(none.error().code, "queries-unavailable");
        QVERIFY(none.error().hint.contains("--queries"));
    }

    void readsWhatTheServerCounted()
    {
        TestServer server;
        START_TEST_SERVER(server, 17, Durability::None, { "shared_preload_libraries = 'pg_stat_statements'" });
        const ConnectionOptions database = server.freshDatabase();
        if (const auto made = runSql(database, "CREATE EXTENSION pg_stat_statements; CREATE TABLE item (id int)");
            !made)
            QSKIP("pg_stat_statements is not installed here.");
        auto session = Session::open(database);
        for (int i = 0; i < 5; ++i)
            QVERIFY(session->execute("SELECT id FROM item WHERE id = " + QByteArray::number(i)).has_value());
        const auto found = readQueries(*session);
        QVERIFY2(found.has_value(), qPrintable(found ? QString() : found.error().toText()));
        QCOMPARE(found->first().sql, "SELECT id FROM item WHERE id = $1");
        QCOMPARE(found->first().calls, 5);
        for (const ApplicationQuery& query : *found)
            QVERIFY(!query.sql.startsWith("CREATE"));
    }
};

QTEST_GUILESS_MAIN(QueryCheckTest)
#include "tst_query_check.moc"
