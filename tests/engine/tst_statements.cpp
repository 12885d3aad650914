// SPDX-License-Identifier: MIT
// Scripts statement by statement: what is atomic, what is stepwise, and that a run whose connection dies at any statement
// ends, after the next deploy, exactly as an undisturbed one.
#include "engine/engine.h"
#include "history/history_table.h"
#include "support/test_server.h"

using namespace corridor;

namespace {

Project project(const QByteArray& script, const QByteArray& down = {})
{
    Project result;
    result.migrations << Migration { .name = "1_m", .script = script, .checksum = prismaChecksum(script) };
    if (!down.isEmpty())
        result.migrations[0].down = down;
    return result;
}

RunReport deployTo(const ConnectionOptions& database, const Project& project, const Observer& observer = {})
{
    auto session = Session::open(database);
    return deploy(*session, project, {}, {}, observer);
}

QList<HistoryRow> rowsOf(const ConnectionOptions& database)
{
    auto session = Session::open(database);
    return *HistoryTable::find(*session)->read();
}

// Everything that a script of this test leaves: relations, validity of indexes, enum labels and rows.
QString contents(const ConnectionOptions& database)
{
    return runSql(database,
        "SELECT string_agg(x, ' ' ORDER BY x) FROM ("
        " SELECT relname || coalesce(':' || indisvalid, '') FROM pg_class LEFT JOIN pg_index ON indexrelid = oid"
        "  WHERE relnamespace = 'public'::regnamespace AND relname !~ '_prisma'"
        " UNION ALL SELECT enumlabel FROM pg_enum"
        " UNION ALL SELECT 'rows:' || (xpath('/row/n/text()', query_to_xml('SELECT count(*) AS n FROM t', false, true, '')))[1]::text"
        "  WHERE to_regclass('t') IS NOT NULL) AS s(x)")->text(0, 0);
}

const QByteArray atomicScript = "CREATE TABLE t(i int);\nINSERT INTO t VALUES (1), (2);\nALTER TABLE t ADD j int;\nCREATE INDEX t_i ON t(i);";
const QByteArray stepwiseScript = "CREATE TABLE t(i int);\nINSERT INTO t SELECT generate_series(1, 100);\n"
                                  "CREATE INDEX CONCURRENTLY t_i ON t(i);\nINSERT INTO t VALUES (0);\n"
                                  "CREATE UNIQUE INDEX CONCURRENTLY t_u ON t(i);\nVACUUM t;\nDROP INDEX CONCURRENTLY t_i;\nALTER TABLE t ADD j int;";
const QByteArray enumScript = "CREATE TYPE mood AS ENUM ('sad');\nCREATE TABLE t(i int, m mood DEFAULT 'sad');\nINSERT INTO t VALUES (1);\n"
                              "ALTER TYPE mood ADD VALUE 'glad';\nALTER TABLE t ALTER m SET DEFAULT 'glad';\nINSERT INTO t VALUES (2);";
const QByteArray writtenScript = "BEGIN;\nCREATE TABLE t(i int);\nINSERT INTO t VALUES (1);\nCOMMIT;\n"
                                 "BEGIN;\nINSERT INTO t VALUES (2);\nCREATE INDEX t_i ON t(i);\nCOMMIT;\nINSERT INTO t VALUES (3);";

} // namespace

class TestStatements : public QObject {
    Q_OBJECT
private slots:
    void modes_data()
    {
        QTest::addColumn<QByteArray>("script");
        QTest::addColumn<QString>("mode");
        QTest::newRow("atomic") << atomicScript << "atomic";
        QTest::newRow("stepwise") << stepwiseScript << "stepwise";
        QTest::newRow("enum value and its use") << enumScript << "stepwise";
        QTest::newRow("own transactions") << writtenScript << "scripted";
        QTest::newRow("unparsable") << QByteArray("CREATE TABLE t(i int);\nNONSENSE;") << "as-prisma";
    }

    void modes()
    {
        QFETCH(QByteArray, script);
        const auto plan = planDeploy(project(script), DatabaseState { .target = { .serverVersion = 150000 }, .tableExists = true });
        QVERIFY(plan);
        QTEST(modeWord(plan->migrations[0].mode), "mode");
    }

    void finishedRowsAreAsPrismasOwn_data() { modes_data(); }
    void finishedRowsAreAsPrismasOwn()
    {
        QFETCH(QByteArray, script);
        if (script.contains("NONSENSE"))
            QSKIP("A script that does not run has no finished row.");
        const auto database = TestServer::shared(17).freshDatabase();
        const RunReport report = deployTo(database, project(script));
        QVERIFY2(report.ok(), report.error ? qPrintable(report.error->toText()) : "");
        const HistoryRow row = rowsOf(database).first();
        QVERIFY(row.isApplied());
        QVERIFY(!row.logs);
        QCOMPARE(row.appliedStepsCount, 1);
    }

    void aFailureInTheMiddleSaysHowFarItCame()
    {
        const auto database = TestServer::shared(17).freshDatabase();
        const QByteArray script = "CREATE TABLE t(i int);\nCREATE INDEX CONCURRENTLY t_i ON t(i);\nSELECT nope;";
        const RunReport report = deployTo(database, project(script));
        QCOMPARE(report.error->code, "P3018");
        QCOMPARE(report.error->line, 3);
        QVERIFY2(report.error->state.contains("2 of 3"), qPrintable(report.error->state));
        const HistoryRow row = rowsOf(database).first();
        QCOMPARE(row.appliedStepsCount, 2);
        QVERIFY(row.logs->contains("2 of 3"));
        QCOMPARE(deployTo(database, project(script)).error->code, "P3009");
    }

    void anAtomicFailureLeavesNothing()
    {
        const auto database = TestServer::shared(17).freshDatabase();
        const RunReport report = deployTo(database, project("CREATE TABLE t(i int);\nSELECT nope;"));
        QCOMPARE(report.error->line, 2);
        QCOMPARE(contents(database), "");
        QCOMPARE(rowsOf(database).first().appliedStepsCount, 0);
    }

    void aLostConnectionIsMadeGood_data()
    {
        QTest::addColumn<QByteArray>("script");
        QTest::addColumn<int>("step");
        QTest::addColumn<bool>("afterwards");
        const std::tuple<const char*, QByteArray, int> scripts[] = { { "atomic", atomicScript, 4 },
            { "stepwise", stepwiseScript, 8 }, { "enum", enumScript, 6 }, { "written", writtenScript, 9 } };
        for (const auto& [name, script, steps] : scripts) {
            for (int step = 0; step < steps; ++step) {
                for (const bool afterwards : { false, true })
                    QTest::addRow("%s, %s statement %d", name, afterwards ? "after" : "before", step + 1) << script << step << afterwards;
            }
        }
    }

    void aLostConnectionIsMadeGood()
    {
        QFETCH(QByteArray, script);
        QFETCH(int, step);
        QFETCH(bool, afterwards);
        TestServer& server = TestServer::shared(17);
        const auto undisturbed = server.freshDatabase();
        QVERIFY(deployTo(undisturbed, project(script)).ok());

        const auto database = server.freshDatabase();
        auto session = Session::open(database);
        const QByteArray kill = "SELECT pg_terminate_backend(" + QByteArray::number(session->backendPid()) + ", 5000)";
        bool killed = false;
        const RunReport broken = deploy(*session, project(script), {}, {}, [&](const RunEvent& event) {
            const auto kind = afterwards ? RunEvent::Kind::StepFinished : RunEvent::Kind::StepStarted;
            if (!killed && event.kind == kind && event.step == step)
                killed = runSql(server.connection("postgres"), kill).has_value();
        });
        QVERIFY(killed);
        QCOMPARE(broken.error->code, "P1017");
        const RunReport again = deployTo(database, project(script));
        QVERIFY2(again.ok(), again.error ? qPrintable(again.error->toText()) : "");
        QCOMPARE(contents(database), contents(undisturbed));
        QCOMPARE(rowsOf(database).size(), 1);
        QVERIFY(rowsOf(database).first().isApplied());
        QVERIFY(!rowsOf(database).first().logs);
    }

    void anInvalidIndexIsBuiltAgain()
    {
        const auto database = TestServer::shared(17).freshDatabase();
        const QByteArray script = "CREATE TABLE t(i int);\nINSERT INTO t VALUES (1), (1);\nCREATE UNIQUE INDEX CONCURRENTLY t_u ON t(i);";
        QCOMPARE(deployTo(database, project(script)).error->sqlstate, "23505");
        QVERIFY(contents(database).contains("t_u:false"));
        runSql(database, "DELETE FROM t; UPDATE _prisma_migrations SET logs = split_part(logs, E'\\n\\n', 1)");
        const RunReport again = deployTo(database, project(script));
        QVERIFY2(again.ok(), again.error ? qPrintable(again.error->toText()) : "");
        QVERIFY(contents(database).contains("t_u:true"));
    }

    void aChangedScriptDoesNotGoOn()
    {
        const auto database = TestServer::shared(17).freshDatabase();
        auto session = Session::open(database);
        const QByteArray kill = "SELECT pg_terminate_backend(" + QByteArray::number(session->backendPid()) + ", 5000)";
        (void)deploy(*session, project(stepwiseScript), {}, {}, [&](const RunEvent& event) {
            if (event.kind == RunEvent::Kind::StepStarted && event.step == 2)
                (void)runSql(database, kill);
        });
        QCOMPARE(deployTo(database, project(stepwiseScript + "\n-- edited")).error->code, "script-changed");
    }

    void aWaitingAlterGivesUpAndTriesAgain()
    {
        const auto database = TestServer::shared(17).freshDatabase();
        QVERIFY(runSql(database, "CREATE TABLE busy(i int)"));
        auto holder = Session::open(database);
        QVERIFY(holder->execute("BEGIN; LOCK TABLE busy IN ACCESS SHARE MODE"));
        auto session = Session::open(database);
        QVERIFY(resolveApplied(*session, project("SELECT 1;"), "1_m", {}));
        Project two = project("SELECT 1;");
        two.migrations << Migration { .name = "2_alter", .script = "ALTER TABLE busy ADD j int;", .checksum = prismaChecksum("ALTER TABLE busy ADD j int;") };
        int waits = 0;
        const RunReport report = deploy(*session, two, { .statementLockTimeoutMs = 50, .lockAttempts = 5 }, {}, [&](const RunEvent& event) {
            if (event.kind == RunEvent::Kind::WaitingForLock && ++waits == 2)
                (void)holder->execute("COMMIT");
        });
        QVERIFY2(report.ok(), report.error ? qPrintable(report.error->toText()) : "");
        QCOMPARE(waits, 2);
    }

    void downIsAtomicToo()
    {
        const auto database = TestServer::shared(17).freshDatabase();
        const Project both = project("CREATE TABLE t(i int);", "ALTER TABLE t ADD j int;\nDROP TABLE nope;");
        QVERIFY(deployTo(database, both).ok());
        auto session = Session::open(database);
        QCOMPARE(rollback(*session, both, {}, {}).error->line, 2);
        QCOMPARE(runSql(database, "SELECT count(*) FROM pg_attribute WHERE attrelid = 't'::regclass AND attname = 'j'")->text(0, 0), "0");
        QVERIFY(rowsOf(database).first().isApplied());
        QVERIFY(!rowsOf(database).first().logs);
    }
};

QTEST_GUILESS_MAIN(TestStatements)
#include "tst_statements.moc"
