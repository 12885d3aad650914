// SPDX-License-Identifier: MIT
// What a run tells and asks while it runs: who blocks it, how far it is, the brake, batches, locks held, locks tried.
#include "engine/explain_locks.h"
#include "engine/recovery.h"
#include "engine/run_brake.h"
#include "history/history_table.h"
#include "history/progress_mark.h"
#include "support/test_server.h"

#include <thread>

using namespace corridor;

namespace {

Project project(const QByteArray& script)
{
    Project result;
    result.migrations << Migration { .name = "1_m", .script = script, .checksum = prismaChecksum(script) };
    return result;
}

QString value(const ConnectionOptions& database, const QByteArray& sql)
{
    const auto result = runSql(database, sql);
    return result && result->rows() > 0 ? result->text(0, 0) : QString("error");
}

// A database whose history begins with nothing, so that tables may be there before the first deploy.
ConnectionOptions databaseWith(const QByteArray& sql)
{
    const auto database = TestServer::shared(17).freshDatabase();
    auto session = Session::open(database);
    (void)deploy(*session, Project(), {});
    (void)session->execute(sql);
    return database;
}

// The strongest.
QString modeOn(const QString& relation, const QList<LockFact>& locks)
{
    const auto lock = std::ranges::find(locks, relation, &LockFact::relation);
    return lock == locks.end() ? QString() : lock->mode;
}

const QByteArray rows
    = "CREATE TABLE t(id int PRIMARY KEY, n int NOT NULL DEFAULT 0); INSERT INTO t SELECT generate_series(1, 1000);";

} // namespace

#define VERIFY_RAN(report) QVERIFY2((report).ok(), (report).error ? qPrintable((report).error->toText()) : "")

class TestWatching : public QObject {
    Q_OBJECT
private slots:
    void saysWhoBlocks()
    {
        const auto database = databaseWith("CREATE TABLE t(i int)");
        auto holder = Session::open(database);
        QVERIFY(holder->execute("BEGIN; LOCK TABLE t IN ACCESS SHARE MODE"));
        auto session = Session::open(database);
        QList<RunEvent> blocked;
        VERIFY_RAN(deploy(*session, project("ALTER TABLE t ADD j int;"), {}, {}, [&](const RunEvent& event) {
            if (event.kind != RunEvent::Kind::StepBlocked)
                return;
            blocked << event;
            if (blocked.size() == 2)
                (void)holder->execute("COMMIT");
        }));
        QVERIFY(blocked.size() >= 2);
        QCOMPARE(blocked[0].blockers[0].pid, holder->backendPid());
        QCOMPARE(blocked[0].line, 1);
        QVERIFY(!blocked[0].repeated && blocked[1].repeated);
        QVERIFY2(blocked[0].text.contains("LOCK TABLE t"), qPrintable(blocked[0].text));
    }

    void tellsHowFarAnIndexIs()
    {
        // The predicate sleeps, so that the build takes as long as the watch needs.
        const auto database = databaseWith("CREATE TABLE t AS SELECT i FROM generate_series(1, 4000) i;"
                                           "CREATE FUNCTION slow(i int) RETURNS bool LANGUAGE plpgsql IMMUTABLE AS"
                                           " $$BEGIN PERFORM pg_sleep(0.0007); RETURN true; END$$");
        auto session = Session::open(database);
        QList<RunEvent> progress;
        VERIFY_RAN(
            deploy(*session, project("CREATE INDEX t_i ON t(i) WHERE slow(i);"), {}, {}, [&](const RunEvent& event) {
                if (event.kind == RunEvent::Kind::StepProgress)
                    progress << event;
            }));
        QVERIFY(!progress.isEmpty());
        QVERIFY2(progress[0].text.startsWith("CREATE INDEX"), qPrintable(progress[0].text));
        QVERIFY(progress[0].totalUnits > 0);
    }

    // DROP INDEX locks a table that its text does not name.
    void theTableOfAnIndexThatGoesIsNamed_data()
    {
        QTest::addColumn<QByteArrayList>("scripts");
        QTest::newRow("of the database") << QByteArrayList { "DROP INDEX t_i;" };
        QTest::newRow("of the script") << QByteArrayList { "CREATE INDEX t_j ON t(i);\nDROP INDEX t_j;" };
        QTest::newRow("of a migration before it") << QByteArrayList { "CREATE INDEX t_j ON t(i);", "DROP INDEX t_j;" };
    }
    void theTableOfAnIndexThatGoesIsNamed()
    {
        QFETCH(QByteArrayList, scripts);
        const auto database = databaseWith("CREATE TABLE t(i int); CREATE INDEX t_i ON t(i)");
        Project folder;
        for (const QByteArray& script : scripts)
            folder.migrations << Migration { .name = QString::number(folder.migrations.size() + 1) + "_m", .script = script,
                .checksum = prismaChecksum(script) };
        auto session = Session::open(database);
        const auto plan = planDeploy(folder, *inspect(*session, folder));
        QVERIFY(plan);
        const StatementFacts& facts = plan->migrations.last().parsed->facts.last();
        const RelationFact* table = facts.find({ {}, "t" });
        QVERIFY(table);
        QCOMPARE(table->lock, LockMode::AccessExclusive);
    }

    void theGateStopsBeforeAStatement()
    {
        const auto database = databaseWith({});
        auto session = Session::open(database);
        EngineOptions options;
        options.gate = [](const StepContext& step) {
            return step.index == 1 ? fail("cancelled", "No.") : std::expected<void, Error>();
        };
        const RunReport report = deploy(*session, project("CREATE TABLE a();\nCREATE TABLE b();"), options);
        QCOMPARE(report.error->code, "cancelled");
        QCOMPARE(value(database, "SELECT to_regclass('a') IS NULL"), "t");
    }

    void theBrakeHoldsAndLetsGo()
    {
        const auto database = databaseWith({});
        RunBrake brake;
        const CancelToken token;
        brake.pause();
        RunReport report;
        std::atomic<int> started = 0;
        std::thread run([&] {
            auto session = Session::open(database);
            EngineOptions options;
            options.gate = brake.gate(token);
            report = deploy(*session, project("CREATE TABLE a();\nCREATE TABLE b();\nCREATE TABLE c();"), options, {},
                [&](const RunEvent& event) { started += event.kind == RunEvent::Kind::StepStarted; });
        });
        const bool stood = QTest::qWaitFor([&] { return brake.isStanding(); });
        const int before = started;
        brake.stepOnce();
        const bool stepped = QTest::qWaitFor([&] { return started == 1 && brake.isStanding(); });
        brake.resume();
        run.join();
        QVERIFY(stood && stepped);
        QCOMPARE(before, 0);
        VERIFY_RAN(report);
    }

    void aPausedRunCanBeCancelled()
    {
        const auto database = databaseWith({});
        RunBrake brake;
        const CancelToken token;
        brake.pause();
        RunReport report;
        std::thread run([&] {
            auto session = Session::open(database);
            EngineOptions options;
            options.gate = brake.gate(token);
            report = deploy(*session, project("CREATE TABLE a();"), options, {}, {}, token);
        });
        const bool stood = QTest::qWaitFor([&] { return brake.isStanding(); });
        token.cancel();
        run.join();
        QVERIFY(stood);
        QCOMPARE(report.error->code, "cancelled");
    }

    void tellsTheLocksHeld()
    {
        const auto database = databaseWith("CREATE TABLE t(i int)");
        auto session = Session::open(database);
        EngineOptions options;
        options.tellLocks = true;
        QList<LockFact> locks;
        VERIFY_RAN(deploy(*session, project("ALTER TABLE t ADD j int;"), options, {}, [&](const RunEvent& event) {
            if (event.kind == RunEvent::Kind::StepFinished)
                locks = event.locks;
        }));
        QCOMPARE(locks.size(), 1);
        QCOMPARE(locks[0].relation, "t");
        QCOMPARE(locks[0].mode, "AccessExclusiveLock");
    }

    void triesLocksAndRollsBack()
    {
        const auto database = databaseWith("CREATE TABLE t(i int)");
        auto session = Session::open(database);
        const Project folder = project(
            "CREATE INDEX t_i ON t(i);\nALTER TABLE t ADD j int;\nCREATE INDEX CONCURRENTLY t_j ON t(j);\nSELECT 1;");
        const auto trial = tryLocks(*session, folder, {});
        QVERIFY(trial);
        QCOMPARE(trial->steps.size(), 2);
        QCOMPARE(modeOn("t", trial->steps[0].locks), "ShareLock");
        QCOMPARE(modeOn("t", trial->steps[1].locks), "AccessExclusiveLock");
        QVERIFY2(trial->stoppedAt.contains("line 3"), qPrintable(trial->stoppedAt));
        QCOMPARE(
            value(database, "SELECT count(*) FROM pg_attribute WHERE attrelid = 't'::regclass AND attnum > 0"), "1");
        QCOMPARE(value(database, "SELECT count(*) FROM _prisma_migrations"), "0");
    }

    void batchesCoverEveryRowOnce_data()
    {
        QTest::addColumn<int>("size");
        for (const int size : { 1, 7, 100, 999, 1000, 1001 })
            QTest::addRow("%d", size) << size;
    }

    void batchesCoverEveryRowOnce()
    {
        QFETCH(int, size);
        const auto database = databaseWith(rows + "DELETE FROM t WHERE id % 3 = 0");
        auto session = Session::open(database);
        QList<qint64> done;
        const QByteArray script
            = "-- corridor: batch " + QByteArray::number(size) + " by id\nUPDATE t SET n = n + 1 WHERE id % 2 = 0;";
        const RunReport report = deploy(*session, project(script), {}, {}, [&](const RunEvent& event) {
            if (event.kind == RunEvent::Kind::StepProgress && event.unit == "rows")
                done << event.done;
        });
        VERIFY_RAN(report);
        QCOMPARE(value(database, "SELECT count(*) FROM t WHERE n <> (id % 2 = 0)::int"), "0");
        QCOMPARE(report.migrations[0].steps[0].affectedRows, 334);
        QCOMPARE(done.size(), (667 + size - 1) / size);
        QCOMPARE(done.last(), 334);
    }

    void stoppedBatchesGoOn()
    {
        const auto database = databaseWith(rows);
        auto session = Session::open(database);
        const Project folder = project("-- corridor: batch 100 by id\nUPDATE t SET n = n + 1;");
        const CancelToken token;
        const RunReport stopped = deploy(
            *session, folder, {}, {},
            [&](const RunEvent& event) {
                if (event.kind == RunEvent::Kind::StepProgress && event.done == 300)
                    token.cancel();
            },
            token);
        QVERIFY2(stopped.error, "it went on");
        QCOMPARE(stopped.error->code, "cancelled");
        QCOMPARE(value(database, "SELECT sum(n) FROM t"), "300");
        const auto recoveries = recoveryOptions(folder, *inspect(*session, folder));
        QVERIFY(recoveries[0].find(RecoveryWay::Resume));
        VERIFY_RAN(recover(*session, folder, "1_m", RecoveryWay::Resume, {}));
        QCOMPARE(value(database, "SELECT count(*) FROM t WHERE n <> 1"), "0");
    }

    void batchesThatCannotBeAreRefusedFirst_data()
    {
        QTest::addColumn<QByteArray>("script");
        QTest::addColumn<QString>("code");
        QTest::newRow("directive") << QByteArray("CREATE TABLE a();\n-- corridor: batch 10\nUPDATE t SET n = 1;")
                                   << "batch-directive";
        QTest::newRow("own transaction") << QByteArray(
            "BEGIN;\n-- corridor: batch 10 by id\nUPDATE t SET n = 1;\nCOMMIT;")
                                         << "batch-directive";
        QTest::newRow("nullable key") << QByteArray("-- corridor: batch 10 by n\nDELETE FROM u;") << "batch-key";
    }

    void batchesThatCannotBeAreRefusedFirst()
    {
        QFETCH(QByteArray, script);
        const auto database = databaseWith(rows + "CREATE TABLE u(n int)");
        auto session = Session::open(database);
        QTEST(deploy(*session, project(script), {}).error->code, "code");
        QCOMPARE(value(database, "SELECT to_regclass('a') IS NULL"), "t");
    }

    void aCallIsJudgedByTheProcedure_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("mode");
        QTest::newRow("plain") << QByteArray("INSERT INTO t VALUES (1);") << "atomic";
        QTest::newRow("commits") << QByteArray("INSERT INTO t VALUES (1); COMMIT;") << "stepwise";
        QTest::newRow("calls another") << QByteArray("CALL other();") << "stepwise";
    }

    void aCallIsJudgedByTheProcedure()
    {
        QFETCH(QByteArray, body);
        const auto database
            = databaseWith("CREATE TABLE t(i int); CREATE PROCEDURE other() LANGUAGE plpgsql AS $$BEGIN COMMIT; END$$;"
                           "CREATE PROCEDURE p() LANGUAGE plpgsql AS $$BEGIN "
                + body + " END$$");
        auto session = Session::open(database);
        const RunReport report = deploy(*session, project("CALL p();\nSELECT 1;"), {});
        VERIFY_RAN(report);
        QTEST(modeWord(report.migrations[0].mode), "mode");
    }

    void aLargeScriptIsStreamed()
    {
        const auto database = databaseWith("CREATE TABLE t(i int, s text)");
        QByteArray script;
        for (int i = 0; i < 90; ++i)
            script += "INSERT INTO t VALUES (" + QByteArray::number(i) + ", '" + QByteArray(100'000, 'x') + "');\n";
        auto session = Session::open(database);
        const RunReport report = deploy(*session, project(script), {});
        VERIFY_RAN(report);
        QVERIFY(report.plan.migrations[0].parsed->streamed);
        QCOMPARE(report.migrations[0].steps.size(), 90);
        QCOMPARE(report.migrations[0].steps[7].line, 8);
        QCOMPARE(value(database, "SELECT count(*) || ' ' || sum(length(s)) FROM t"), "90 9000000");
        Project two = project(script);
        two.migrations << Migration { .name = "2_m", .script = script + "SELECT nope;", .checksum = "x" };
        const RunReport broken = deploy(*session, two, {});
        QCOMPARE(broken.error->line, 91);
        QCOMPARE(value(database, "SELECT count(*) FROM t"), "90");
    }

    void settingsHoldForTheWholeScript()
    {
        const auto database = databaseWith("CREATE SCHEMA other");
        auto session = Session::open(database);
        const QByteArray script
            = "SET search_path = other;\nCREATE TABLE t(i int);\nCREATE INDEX CONCURRENTLY t_i ON t(i);\n"
              "SELECT pg_catalog.set_config('work_mem', '7MB', false);\nVACUUM t;\nCREATE TABLE seen AS SELECT "
              "current_setting('work_mem') AS m;";
        VERIFY_RAN(deploy(*session, project(script), {}));
        QCOMPARE(value(database, "SELECT m FROM other.seen"), "7MB");
        QCOMPARE(value(database, "SELECT to_regclass('other.t_i') IS NOT NULL"), "t");
        QVERIFY(session->execute("SHOW search_path")->text(0, 0) != "other");
    }
};

QTEST_GUILESS_MAIN(TestWatching)
#include "tst_watching.moc"
