// SPDX-License-Identifier: MIT
// Hypertables on a real server with TimescaleDB's Apache edition (Debian's postgresql-17-timescaledb): what runs, what
// the server refuses, and what a build chunk by chunk leaves behind when it is cut short.
#include "engine/recovery.h"
#include "history/history_table.h"
#include "support/test_server.h"

#include <QFile>
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

const QByteArray hypertable = "CREATE TABLE m (ts timestamptz NOT NULL, v int);\n"
                              "SELECT create_hypertable('m', 'ts', chunk_time_interval => interval '1 day');\n";
// Ten chunks.
const QByteArray rows
    = "INSERT INTO m SELECT '2025-01-01'::timestamptz + i * interval '1 hour', i FROM generate_series(0, 239) i;\n";
const QByteArray perChunk = "CREATE INDEX m_v ON m (slow(v)) WITH (timescaledb.transaction_per_chunk);";

QByteArray slowFunction(const QByteArray& seconds)
{
    return "CREATE OR REPLACE FUNCTION slow(i int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS $$BEGIN PERFORM pg_sleep("
        + seconds + "); RETURN i; END$$";
}

const QByteArray valid = "SELECT indisvalid FROM pg_index WHERE indexrelid = 'm_v'::regclass";

} // namespace

#define VERIFY_RAN(report) QVERIFY2((report).ok(), (report).error ? qPrintable((report).error->toText()) : "")

class TestTimescale : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        const auto binaries = TestServer::binaries(17);
        if (!binaries || !QFile::exists(binaries->folder + "/../lib/timescaledb.so"))
            QSKIP("TimescaleDB for PostgreSQL 17 is not here: the package postgresql-17-timescaledb has it.");
        START_TEST_SERVER(m_server, 17, Durability::None,
            { "shared_preload_libraries = 'timescaledb'", "timescaledb.telemetry_level = off",
                "max_worker_processes = 32", "max_locks_per_transaction = 512", "log_statement = all" });
    }

    void statementsOfHypertablesRun()
    {
        const auto database = freshDatabase();
        VERIFY_RAN(deployTo(database,
            hypertable + rows
                + "CREATE INDEX plain ON m (v);\nALTER TABLE m ADD COLUMN w int NOT NULL DEFAULT 7;\n"
                  "SELECT drop_chunks('m', older_than => '2025-01-03'::timestamptz);\n"
                  "CREATE INDEX m_w ON m (w) WITH (timescaledb.transaction_per_chunk);\nVACUUM m;\nDROP INDEX "
                  "plain;\n"));
        QCOMPARE(value(database, "SELECT count(*) FROM show_chunks('m')"), "8");
        QCOMPARE(value(database, "SELECT indisvalid FROM pg_index WHERE indexrelid = 'm_w'::regclass"), "t");
        QCOMPARE(value(database, "SELECT finished_at IS NOT NULL AND logs IS NULL FROM _prisma_migrations"), "t");
    }

    // In DO or a function, it ends the whole server.
    void aBuildByChunksIsSentAsItIsWritten()
    {
        const auto database = freshDatabase();
        const QByteArray build = "CREATE INDEX written_so ON m (v) WITH (timescaledb.transaction_per_chunk)";
        const Project folder = project(hypertable + rows + build + ";\nSELECT 1;\n");
        auto session = Session::open(database);
        const auto plan = planDeploy(folder, *inspect(*session, folder));
        QCOMPARE(plan->migrations[0].mode, ExecutionMode::Stepwise);
        const QList<TransactionGroup> groups = plan->migrations[0].parsed->execution.groups;
        QCOMPARE(groups.size(), 3);
        QCOMPARE(groups[1].kind, TransactionGroup::Kind::Alone);
        QCOMPARE(groups[1].count, 1);
        VERIFY_RAN(deploy(*session, folder, {}));
        QFile log(m_server.server().logFile);
        QVERIFY(log.open(QIODevice::ReadOnly));
        QByteArrayList sent;
        for (const QByteArray& line : log.readAll().split('\n')) {
            if (line.contains("written_so") && line.contains("statement:"))
                sent << line.sliced(line.indexOf("statement:") + 10).trimmed();
        }
        QCOMPARE(sent, QByteArrayList { build });
    }

    void refusalsAreTheServers_data()
    {
        QTest::addColumn<QByteArray>("statement");
        QTest::addColumn<QString>("sqlstate");
        QTest::addColumn<QString>("message");
        QTest::newRow("concurrent index") << QByteArray("CREATE INDEX CONCURRENTLY i ON m (v);") << "0A000"
                                          << "hypertables do not support concurrent index creation";
        QTest::newRow("unique by chunks")
            << QByteArray("CREATE UNIQUE INDEX i ON m (ts) WITH (timescaledb.transaction_per_chunk);") << "0A000"
            << "cannot use timescaledb.transaction_per_chunk with UNIQUE or PRIMARY KEY";
        QTest::newRow("unique without its time")
            << QByteArray("CREATE UNIQUE INDEX i ON m (v);") << "TS103"
            << "cannot create a unique index without the column \"ts\" (used in partitioning)";
        QTest::newRow("by chunks in a transaction")
            << QByteArray("BEGIN;\nCREATE INDEX i ON m (v) WITH (timescaledb.transaction_per_chunk);\nCOMMIT;")
            << "25001"
            << "CREATE INDEX ... WITH (timescaledb.transaction_per_chunk) cannot run inside a transaction block";
        QTest::newRow("licence") << QByteArray("ALTER TABLE m SET (timescaledb.compress);") << "0A000"
                                 << "functionality not supported under the current \"apache\" license";
    }
    void refusalsAreTheServers()
    {
        QFETCH(QByteArray, statement);
        QFETCH(QString, message);
        const auto database = freshDatabase();
        (void)runSql(database, hypertable + rows);
        const RunReport report = deployTo(database, statement);
        QVERIFY(report.error);
        QTEST(report.error->sqlstate, "sqlstate");
        QVERIFY2(report.error->message.contains(message), qPrintable(report.error->message));
        QCOMPARE(value(database, "SELECT to_regclass('i') IS NULL"), "t");
    }

    // An index that is left invalid is not mistaken for one that is there, as IF NOT EXISTS would.
    void aBuildThatIsCutShortIsBuiltAnew_data()
    {
        QTest::addColumn<bool>("crash");
        QTest::newRow("the connection is lost") << true;
        QTest::newRow("it is cancelled") << false;
    }
    void aBuildThatIsCutShortIsBuiltAnew()
    {
        QFETCH(bool, crash);
        const auto database = freshDatabase();
        (void)runSql(database, hypertable);
        (void)runSql(database, rows);
        (void)runSql(database, slowFunction("0.01"));
        const Project folder = project("CREATE TABLE before ();\n" + perChunk + "\nCREATE TABLE afterwards ();");
        {
            const CancelToken token;
            std::thread strike([&] { strikeWhenHalf(database, crash, token); });
            auto session = Session::open(database);
            const RunReport report = deploy(*session, folder, { .watch = false, .reconnectMs = 0 }, {}, {}, token);
            strike.join();
            QVERIFY(report.error);
        }
        QCOMPARE(value(database, valid), "f");
        (void)runSql(database, slowFunction("0"));
        auto session = Session::open(database);
        const QList<Recovery> found = recoveryOptions(folder, *inspect(*session, folder));
        QCOMPARE(found.size(), 1);
        QVERIFY(found[0].running);
        QCOMPARE(found[0].done, 1);
        QCOMPARE(found[0].interrupted, crash);
        QVERIFY(found[0].find(RecoveryWay::Resume)->certain);
        // After a crash, a deploy goes on by itself; a cancellation waits for a word.
        if (crash)
            VERIFY_RAN(deploy(*session, folder, {}));
        else
            VERIFY_RAN(recover(*session, folder, "1_m", RecoveryWay::Resume, {}));
        QCOMPARE(value(database, valid), "t");
        QCOMPARE(
            value(database,
                "SELECT count(*) FROM pg_index x JOIN pg_inherits i ON i.inhrelid = x.indrelid"
                " WHERE i.inhparent = 'm'::regclass AND pg_get_indexdef(x.indexrelid) LIKE '%slow%' AND indisvalid"),
            "10");
        QCOMPARE(value(database, "SELECT to_regclass('afterwards') IS NOT NULL"), "t");
    }

private:
    ConnectionOptions freshDatabase()
    {
        const auto database = m_server.freshDatabase();
        auto session = Session::open(database);
        (void)session->execute("CREATE EXTENSION timescaledb");
        auto other = Session::open(database); // the extension is loaded as a session begins
        (void)deploy(*other, Project(), {});
        return database;
    }

    static RunReport deployTo(const ConnectionOptions& database, const QByteArray& script)
    {
        auto session = Session::open(database);
        return deploy(*session, project(script), {});
    }

    // As soon as some chunks have their index.
    static void strikeWhenHalf(const ConnectionOptions& database, bool crash, const CancelToken& token)
    {
        auto session = Session::open(database);
        for (int tries = 0; tries < 3000; ++tries) {
            const auto built = session->execute(
                "SELECT count(*) FROM pg_index WHERE indrelid IN (SELECT inhrelid FROM pg_inherits WHERE inhparent ="
                " 'm'::regclass) AND pg_get_indexdef(indexrelid) LIKE '%slow%'");
            if (built && built->integer(0, 0) >= 2)
                break;
            QTest::qSleep(10);
        }
        if (!crash)
            return token.cancel();
        (void)session->execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'CREATE INDEX m_v%'");
    }

    TestServer m_server;
};

QTEST_GUILESS_MAIN(TestTimescale)
#include "tst_timescale.moc"
