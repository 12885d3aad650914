// SPDX-License-Identifier: MIT
// deploy, rollback and reset against real servers: what they leave in the database, and what they say when they cannot.
#include "engine/engine.h"
#include "history/history_table.h"
#include "support/test_server.h"

#include <QThread>
#include <thread>

using namespace corridor;

namespace {

using Scripts = QList<std::pair<QString, QByteArray>>;

Project project(const Scripts& scripts)
{
    Project result;
    for (const auto& [name, script] : scripts)
        result.migrations << Migration { .name = name, .script = script, .checksum = prismaChecksum(script) };
    return result;
}

struct Outcome {
    RunReport report;
    QList<HistoryRow> rows;
    QString code() const { return report.error ? report.error->code : QString(); }
};

Outcome deployTo(const ConnectionOptions& database, const Project& project, const CancelToken& token = CancelToken::never())
{
    auto session = Session::open(database);
    Outcome outcome { .report = deploy(*session, project, {}, {}, {}, token) };
    auto reader = Session::open(database);
    if (reader)
        outcome.rows = *HistoryTable::find(*reader)->read();
    return outcome;
}

bool relationExists(const ConnectionOptions& database, const char* name)
{
    return runSql(database, QByteArray("SELECT to_regclass('") + name + "') IS NOT NULL")->boolean(0, 0);
}

} // namespace

class TestDeploy : public QObject {
    Q_OBJECT
private slots:
    void rowsAreAsPrismaLeavesThem_data() { TestServer::addMajors(); }
    void rowsAreAsPrismaLeavesThem()
    {
        QFETCH(int, major);
        const auto database = TestServer::shared(major).freshDatabase();
        const auto outcome = deployTo(database, project({ { "1_a", "CREATE TABLE a(i int);" }, { "2_empty", "" }, { "3_comment", "-- nothing" } }));
        QVERIFY2(outcome.report.ok(), qPrintable(outcome.code()));
        QCOMPARE(outcome.rows.size(), 3);
        for (const HistoryRow& row : outcome.rows) {
            QVERIFY(row.isApplied());
            QCOMPARE(row.appliedStepsCount, 1);
            QVERIFY(!row.logs);
            QCOMPARE(row.id.size(), 36);
        }
        QCOMPARE(outcome.rows[1].checksum, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        QVERIFY(relationExists(database, "a"));
        const auto again = deployTo(database, project({ { "1_a", "CREATE TABLE a(i int);" } }));
        QVERIFY(again.report.ok());
        QVERIFY(again.report.migrations.isEmpty());
    }

    void failures_data()
    {
        QTest::addColumn<QByteArray>("script");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("sqlstate");
        QTest::addColumn<int>("line");
        QTest::newRow("syntax") << QByteArray("SELECT 1;\nCREATE TABEL x();") << "P3018" << "42601" << 2;
        QTest::newRow("exists already") << QByteArray("CREATE TABLE before(i int);") << "P3018" << "42P07" << 1;
        QTest::newRow("unknown type, after other letters") << QByteArray("-- žluťoučký\n\nCREATE TABLE x(i intt);") << "P3018" << "42704" << 3;
        QTest::newRow("transaction left open") << QByteArray("BEGIN; CREATE TABLE x(i int);") << "transaction-left-open" << "" << 0;
        QTest::newRow("byte order mark") << QByteArray("\xEF\xBB\xBF" "CREATE TABLE x(i int);") << "P3018" << "42601" << 1;
        QTest::newRow("NUL") << QByteArray("SELECT 1;\0SELECT 2;", 19) << "script-contains-nul" << "" << 0;
        QTest::newRow("raised by the script") << QByteArray("DO $$ BEGIN RAISE EXCEPTION 'no' USING HINT = 'do', DETAIL = 'why'; END $$;") << "P3018" << "P0001" << 1;
    }

    void failures()
    {
        QFETCH(QByteArray, script);
        const auto database = TestServer::shared(17).freshDatabase();
        const auto broken = project({ { "1_ok", "CREATE TABLE before(i int);" }, { "2_bad", script }, { "3_after", "SELECT 1;" } });
        const auto outcome = deployTo(database, broken);
        QTEST(outcome.code(), "code");
        QTEST(outcome.report.error->sqlstate, "sqlstate");
        QTEST(outcome.report.error->line, "line");
        QCOMPARE(outcome.report.error->migration, "2_bad");
        QVERIFY(!outcome.report.error->hint.isEmpty());
        QCOMPARE(outcome.rows.size(), 2);
        QVERIFY(outcome.rows[0].isApplied());
        QVERIFY(outcome.rows[1].isFailed());
        QCOMPARE(outcome.rows[1].appliedStepsCount, 0);
        QVERIFY(!outcome.rows[1].logs->isEmpty());
        QVERIFY(!relationExists(database, "x"));
        QCOMPARE(outcome.report.migrations[2].outcome, "not-run");
        QCOMPARE(deployTo(database, broken).code(), "P3009");
    }

    void sessionStateEndsWithItsScript()
    {
        const auto database = TestServer::shared(17).freshDatabase();
        runSql(database, "CREATE ROLE weak; CREATE SCHEMA other; GRANT ALL ON SCHEMA public TO weak");
        const auto outcome = deployTo(database,
            project({ { "1_path", "SELECT pg_catalog.set_config('search_path', '', false); CREATE TABLE public.a(i int);" },
                { "2_role", "SET ROLE weak; CREATE TABLE b(i int);" }, { "3_timeout", "SET statement_timeout = '1ms'; SELECT 1;" },
                { "4_after", "SELECT pg_sleep(0.02); CREATE TABLE c(i int);" } }));
        QVERIFY2(outcome.report.ok(), outcome.report.error ? qPrintable(outcome.report.error->toText()) : "");
        QCOMPARE(outcome.rows.size(), 4);
        QVERIFY(relationExists(database, "public.c"));
        runSql(database, "DROP OWNED BY weak; DROP ROLE weak");
    }

    void aSchemaOfItsOwn()
    {
        auto database = TestServer::shared(17).freshDatabase();
        database.schema = "My App";
        const auto outcome = deployTo(database, project({ { "1_a", "CREATE TABLE a(i int);" } }));
        QVERIFY2(outcome.report.ok(), outcome.report.error ? qPrintable(outcome.report.error->toText()) : "");
        QVERIFY(relationExists(database, "\"My App\"._prisma_migrations"));
        QVERIFY(relationExists(database, "\"My App\".a"));
    }

    void cancelReachesTheServer()
    {
        const auto database = TestServer::shared(17).freshDatabase();
        const CancelToken token;
        std::thread canceller([&] {
            QThread::msleep(200);
            token.cancel();
        });
        QElapsedTimer timer;
        timer.start();
        const auto outcome = deployTo(database, project({ { "1_slow", "CREATE TABLE a(i int); SELECT pg_sleep(30);" } }), token);
        canceller.join();
        QVERIFY(timer.elapsed() < 10'000);
        QCOMPARE(outcome.code(), "cancelled");
        QVERIFY(outcome.rows[0].isFailed());
        QVERIFY(!relationExists(database, "a"));
    }

    void aSecondDeployerWaitsAndThenGivesUp()
    {
        const auto database = TestServer::shared(17).freshDatabase();
        auto holder = Session::open(database);
        QVERIFY(holder->execute("SET application_name = 'the other one'; SELECT pg_advisory_lock(72707369)"));
        auto session = Session::open(database);
        EngineOptions options { .lockTimeoutMs = 300 };
        const RunReport refused = deploy(*session, project({ { "1_a", "SELECT 1;" } }), options);
        QCOMPARE(refused.error->code, "P1002");
        QVERIFY2(refused.error->detail.contains("the other one"), qPrintable(refused.error->detail));
        options.advisoryLock = false;
        QVERIFY(deploy(*session, project({ { "1_a", "SELECT 1;" } }), options).ok());
    }

    void manyDeployersApplyOnce()
    {
        const auto database = TestServer::shared(17).freshDatabase();
        Scripts scripts;
        for (int i = 0; i < 20; ++i)
            scripts << std::pair(QString("%1_t").arg(i, 2, 10, QChar('0')), QByteArray("CREATE TABLE t") + QByteArray::number(i) + "(i int);");
        const Project many = project(scripts);
        std::vector<std::thread> threads;
        std::atomic<int> failures = 0;
        for (int i = 0; i < 16; ++i)
            threads.emplace_back([&] { failures += !deployTo(database, many).report.ok(); });
        for (auto& thread : threads)
            thread.join();
        QCOMPARE(failures.load(), 0);
        QCOMPARE(runSql(database, "SELECT count(*), count(DISTINCT migration_name) FROM _prisma_migrations")->text(0, 0), "20");
    }

    void serverGoesAway()
    {
        const auto database = TestServer::shared(17).freshDatabase();
        const auto outcome = deployTo(database, project({ { "1_a", "CREATE TABLE a(i int);" },
                                                   { "2_dies", "CREATE TABLE b(i int); SELECT pg_terminate_backend(pg_backend_pid());" } }));
        QCOMPARE(outcome.code(), "P1017");
        QVERIFY(outcome.report.error->state.contains("unknown"));
        QVERIFY(outcome.rows[1].isFailed());
        QVERIFY(!relationExists(database, "b"));
    }

    void withoutRights()
    {
        const auto database = TestServer::shared(17).freshDatabase();
        runSql(database, "DROP ROLE IF EXISTS guest");
        runSql(database, "CREATE ROLE guest LOGIN");
        auto asGuest = database;
        asGuest.set("user", "guest");
        const auto outcome = deployTo(asGuest, project({ { "1_a", "SELECT 1;" } }));
        QCOMPARE(outcome.report.error->sqlstate, "42501");
        QVERIFY(outcome.report.error->message.contains("permission denied for schema public"));
    }

    void downAndUpAgain()
    {
        const auto database = TestServer::shared(17).freshDatabase();
        Project both = project({ { "1_a", "CREATE TABLE a(i int);" }, { "2_b", "CREATE TABLE b(i int);" } });
        both.migrations[0].down = "DROP TABLE a;";
        both.migrations[1].down = "DROP TABLE b;";
        QVERIFY(deployTo(database, both).report.ok());
        auto session = Session::open(database);
        const RunReport back = rollback(*session, both, { .all = true }, {});
        QVERIFY2(back.ok(), back.error ? qPrintable(back.error->toText()) : "");
        QCOMPARE(back.migrations[0].name, "2_b");
        QVERIFY(!relationExists(database, "a"));
        const auto again = deployTo(database, both);
        QVERIFY(again.report.ok());
        QCOMPARE(again.rows.size(), 4);
        QVERIFY(again.rows[0].isRolledBack() && again.rows[0].finishedAt);
    }

    void brokenDownLeavesTheRowApplied()
    {
        const auto database = TestServer::shared(17).freshDatabase();
        Project one = project({ { "1_a", "CREATE TABLE a(i int);" } });
        one.migrations[0].down = "DROP TABLE a; DROP TABLE nope;";
        QVERIFY(deployTo(database, one).report.ok());
        auto session = Session::open(database);
        const RunReport back = rollback(*session, one, {}, {});
        QCOMPARE(back.error->code, "P3018");
        QVERIFY(relationExists(database, "a"));
        QVERIFY(deployTo(database, one).rows[0].isApplied());
    }

    void resetMakesEverythingAnew()
    {
        const auto database = TestServer::shared(17).freshDatabase();
        const Project one = project({ { "1_a", "CREATE TABLE a(i int); CREATE TYPE mood AS ENUM ('x');" } });
        QVERIFY(deployTo(database, one).report.ok());
        runSql(database, "INSERT INTO a VALUES (1); CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'");
        auto session = Session::open(database);
        const RunReport report = reset(*session, one, {});
        QVERIFY2(report.ok(), report.error ? qPrintable(report.error->toText()) : "");
        QCOMPARE(runSql(database, "SELECT count(*) FROM a")->text(0, 0), "0");
        QCOMPARE(runSql(database, "SELECT count(*) FROM _prisma_migrations")->text(0, 0), "1");
        QVERIFY(runSql(database, "SELECT to_regproc('f') IS NULL")->boolean(0, 0));
    }

    void missingDatabaseIsMade()
    {
        auto options = TestServer::shared(17).freshDatabase().withDatabase("made \"by\" deploy");
        bool created = false;
        QVERIFY(openOrCreate(options, &created));
        QVERIFY(created);
        QVERIFY(openOrCreate(options, &created));
        QVERIFY(!created);
    }
};

QTEST_GUILESS_MAIN(TestDeploy)
#include "tst_deploy.moc"
