// SPDX-License-Identifier: MIT
#include "rehearsal/traced_run.h"

#include "sample_project.h"
#include "support/test_server.h"

#include <atomic>
#include <thread>

using namespace corridor;

namespace {

// Looks by itself, from a session of its own, at what locks the traced session has on tables: independent of the tracer.
class Witness {
public:
    Witness(const ConnectionOptions& database, int pid)
        : m_thread([this, database, pid] { run(database, pid); })
    {
    }
    QSet<QString> stop()
    {
        m_stop = true;
        m_thread.join();
        return m_seen;
    }

private:
    void run(const ConnectionOptions& database, int pid)
    {
        auto session = Session::open(database);
        while (session && !m_stop) {
            const auto rows = session->query({ "SELECT c.relname || ' ' || l.mode FROM pg_locks l JOIN pg_class c ON c.oid = l.relation"
                                               " WHERE l.pid = $1 AND l.granted AND l.mode <> 'AccessShareLock' AND c.oid >= 16384"
                                               " AND c.relkind = 'r' AND c.relname NOT LIKE '\\_prisma%'", { QByteArray::number(pid) } });
            for (int row = 0; rows && row < rows->rows(); ++row)
                m_seen.insert(rows->text(row, 0));
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
    }

    std::atomic<bool> m_stop = false;
    QSet<QString> m_seen;
    std::thread m_thread;
};

QSet<QString> reported(const TracedRun& run)
{
    QSet<QString> locks;
    for (const TracedMigration& migration : run.migrations)
        for (const TracedLock& lock : migration.locks)
            if (lock.kind == "table" && lock.mode != LockMode::AccessShare)
                locks.insert(lock.relation.section('.', 1) + ' ' + lockWord(lock.mode).toLower().remove(' '));
    return locks;
}

QSet<QString> normalised(const QSet<QString>& seen)
{
    QSet<QString> locks;
    for (const QString& text : seen)
        locks.insert(text.section(' ', 0, 0) + ' ' + text.section(' ', 1).toLower().chopped(4)); // …Lock
    return locks;
}

} // namespace

class TraceTest : public QObject {
    Q_OBJECT

    struct Traced {
        TracedRun run;
        QSet<QString> seen;
    };

    // Deploys the base by itself, then traces what `script` does.
    static Traced trace(int major, const QByteArray& script, int rows = 50'000)
    {
        TestServer& server = TestServer::shared(major);
        const ConnectionOptions database = server.freshDatabase();
        SampleProject project;
        project.addMigration("1_base", "CREATE TABLE parent (id int PRIMARY KEY);\n"
                                       "CREATE TABLE item (id int PRIMARY KEY, n int, t text, parent int);\n");
        auto session = Session::open(database);
        if (!session || !deploy(*session, project.read(), {}).ok())
            qFatal("no base");
        (void)runSql(database, "INSERT INTO parent SELECT generate_series(1, 100); INSERT INTO item SELECT g, g, 'text ' || g, g % 100 + 1"
                               " FROM generate_series(1, " + QByteArray::number(rows) + ") g; ANALYZE");
        project.addMigration("2_change", script);
        Witness witness(database, session->backendPid());
        Traced traced { traceDeploy(*session, project.read(), {}), {} };
        traced.seen = witness.stop();
        return traced;
    }

    static const TracedStatement& statement(const TracedRun& run, int index) { return run.migrations.at(0).statements.at(index); }

private slots:
    void locksAreThoseThatAWitnessSees_data()
    {
        QTest::addColumn<int>("major");
        QTest::addColumn<QByteArray>("script");
        const QList<std::pair<const char*, QByteArray>> scripts {
            { "add column", "ALTER TABLE item ADD extra int DEFAULT 7; SELECT pg_sleep(0.03);" },
            { "rewrite", "ALTER TABLE item ALTER n TYPE bigint; SELECT pg_sleep(0.03);" },
            { "index", "CREATE INDEX item_n ON item (n); SELECT pg_sleep(0.03);" },
            { "foreign key", "ALTER TABLE item ADD FOREIGN KEY (parent) REFERENCES parent (id); SELECT pg_sleep(0.03);" },
            { "concurrently", "CREATE INDEX CONCURRENTLY item_n ON item (n); CREATE INDEX CONCURRENTLY item_t ON item (t);" },
            { "update", "UPDATE item SET n = n + 1 WHERE id < 1000; SELECT pg_sleep(0.03);" },
            { "drop", "DROP TABLE item; SELECT pg_sleep(0.03);" },
            { "written transaction", "BEGIN; SET TRANSACTION ISOLATION LEVEL SERIALIZABLE; ALTER TABLE item ADD extra int; SELECT pg_sleep(0.03); COMMIT;" },
        };
        for (const int major : { 15, 17 }) {
            if (!TestServer::has(major))
                continue;
            for (const auto& [name, script] : scripts)
                QTest::addRow("%s on %d", name, major) << major << script;
        }
    }
    void locksAreThoseThatAWitnessSees()
    {
        QFETCH(int, major);
        QFETCH(QByteArray, script);
        const Traced traced = trace(major, script);
        QVERIFY2(traced.run.report.ok(), qPrintable(traced.run.report.error.value_or(Error {}).toText()));
        QVERIFY(!traced.seen.isEmpty());
        QCOMPARE(reported(traced.run), normalised(traced.seen));
    }

    void factsAgreeWithTheServer_data() { locksAreThoseThatAWitnessSees_data(); }
    void factsAgreeWithTheServer()
    {
        QFETCH(int, major);
        QFETCH(QByteArray, script);
        const TracedRun run = trace(major, script, 100).run;
        for (const TracedStatement& statement : run.migrations.at(0).statements)
            QVERIFY2(statement.surprises.isEmpty(), qPrintable(statement.sql + ": " + statement.surprises.value(0).text()));
    }

    void tellsWhatALongerScriptDoes_data() { TestServer::addMajors(); }
    void tellsWhatALongerScriptDoes()
    {
        QFETCH(int, major);
        const TracedRun run = trace(major, "ALTER TABLE item ADD extra int;\n"
                                           "ALTER TABLE item ALTER n TYPE bigint;\n"
                                           "CREATE TABLE fresh (id int);\n"
                                           "INSERT INTO fresh SELECT id FROM item;\n"
                                           "DROP TABLE fresh;\n"
                                           "DO $$BEGIN RAISE NOTICE 'hello'; END$$;\n").run;
        QCOMPARE(run.migrations.size(), 1);
        QCOMPARE(run.migrations[0].outcome, "applied");
        const TracedStatement& add = statement(run, 0);
        QVERIFY(add.rewritten.isEmpty() && add.accesses.isEmpty());
        QCOMPARE(add.locks.value(0).mode, LockMode::AccessExclusive);
        const TracedStatement& rewrite = statement(run, 1);
        QVERIFY2(rewrite.rewritten.contains("public.item"), qPrintable(rewrite.rewritten.join(' ')));
        QVERIFY(rewrite.walBytes >= 0 && rewrite.newBytes > 1'000'000 && rewrite.durationMs > add.durationMs);
        QCOMPARE(rewrite.accesses.value(0).relation, "public.item");
        QVERIFY(rewrite.accesses[0].scans > 0 && rewrite.accesses[0].bytes > 1'000'000);
        QCOMPARE(statement(run, 2).created, QStringList { "public.fresh" });
        QVERIFY(statement(run, 2).locks.isEmpty()); // its own new table
        QVERIFY(statement(run, 3).accesses.value(0).scans == 1);
        QCOMPARE(statement(run, 3).rows, 50'000);
        QCOMPARE(statement(run, 4).dropped, QStringList { "public.fresh" });
        QCOMPARE(statement(run, 5).notices, QStringList { "NOTICE: hello" });
        // The lock of the first statement is held to the end of the transaction.
        const TracedLock& held = add.locks[0];
        QVERIFY(held.toMs >= statement(run, 5).startMs + statement(run, 5).durationMs);
        QVERIFY(held.fromMs <= add.startMs + add.durationMs);
    }

    void aFailedStatementTellsItsLocks_data() { TestServer::addMajors(); }
    void aFailedStatementTellsItsLocks()
    {
        QFETCH(int, major);
        const TracedRun run = trace(major, "ALTER TABLE item ADD extra int;\nDO $$BEGIN LOCK TABLE parent; PERFORM pg_sleep(0.05); PERFORM 1 / 0; END$$;\n").run;
        QVERIFY(!run.report.ok());
        QCOMPARE(run.migrations[0].outcome, "failed");
        QCOMPARE(statement(run, 0).outcome, "done");
        QCOMPARE(statement(run, 1).outcome, "failed");
        QVERIFY(reported(run).contains("parent accessexclusive"));
    }
};

QTEST_GUILESS_MAIN(TraceTest)
#include "tst_trace.moc"
