// SPDX-License-Identifier: MIT
// The program, its backend and the whole server die at seeded points of scripts of each mode; after a restart and a
// deploy everything is as after an undisturbed run, and every step ran exactly once. CORRIDOR_TEST_LONG=1: at length.
#include "engine/recovery.h"
#include "fault_run.h"
#include "history/history_table.h"

#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>

using namespace corridor;

namespace {

const bool isLong = qEnvironmentVariableIntValue("CORRIDOR_TEST_LONG") != 0;

// A step that would run twice shows itself: a second row, or a second addition.
QByteArray evidence(int step)
{
    return "INSERT INTO evidence VALUES (" + QByteArray::number(step) + ");\n";
}

QByteArray opening()
{
    return "CREATE TABLE evidence(step int);\nCREATE TABLE t(id int NOT NULL, n int NOT NULL DEFAULT 0, note text);\n"
           "INSERT INTO t SELECT i, 0, repeat('x', 100) FROM generate_series(1, 5000) i;\n";
}

QByteArray atomicScript()
{
    QByteArray script = opening();
    for (int i = 0; i < 6; ++i)
        script += evidence(i) + "UPDATE t SET n = n + 1 WHERE id % 7 = " + QByteArray::number(i) + ";\n";
    return script + "ALTER TABLE t ADD PRIMARY KEY (id);\nSELECT pg_sleep(0.01);\nALTER TABLE t ALTER n TYPE bigint;\n"
        + evidence(99);
}

QByteArray stepwiseScript()
{
    return opening() + "CREATE INDEX CONCURRENTLY t_id ON t(id);\n" + evidence(1) + "UPDATE t SET n = n + 1;\n"
        + "CREATE UNIQUE INDEX CONCURRENTLY t_u ON t(id);\n" + evidence(2) + "CREATE TYPE mood AS ENUM ('sad');\n"
        + "ALTER TYPE mood ADD VALUE 'glad';\nALTER TABLE t ADD m mood DEFAULT 'glad';\n" + evidence(3) + "VACUUM t;\n"
        + evidence(4) + "REINDEX INDEX CONCURRENTLY t_u;\nDROP INDEX CONCURRENTLY t_id;\n" + evidence(5)
        + "CREATE TABLE p(i int) PARTITION BY RANGE (i);\nCREATE TABLE p1 PARTITION OF p FOR VALUES FROM (1) TO (9);\n"
        + "ALTER TABLE p DETACH PARTITION p1 CONCURRENTLY;\n" + evidence(6);
}

QByteArray batchedScript()
{
    return opening()
        + "CREATE UNIQUE INDEX CONCURRENTLY t_u ON t(id);\n-- corridor: batch 400 by id\nUPDATE t SET n = n + 1;\n"
        + evidence(1) + "-- corridor: batch 300 by id\nDELETE FROM t WHERE id % 5 = 0;\n" + evidence(2);
}

QByteArray writtenScript()
{
    QByteArray script = opening();
    for (int i = 0; i < 4; ++i)
        script += "BEGIN;\n" + evidence(i) + "UPDATE t SET n = n + 1;\nSELECT pg_sleep(0.003);\nCOMMIT;\n"
            + evidence(10 + i);
    return script;
}

struct Sample {
    const char* name;
    QByteArray script;
};

QList<Sample> samples()
{
    return { { "atomic", atomicScript() }, { "stepwise", stepwiseScript() }, { "batched", batchedScript() },
        { "scripted", writtenScript() } };
}

Project project(const QByteArray& script)
{
    Project result;
    result.migrations << Migration { .name = "1_m", .script = script, .checksum = prismaChecksum(script) };
    return result;
}

// A third at the boundary itself, the others inside the statement or just behind it.
FaultPoint pointAt(QRandomGenerator& random, int steps)
{
    FaultPoint point {
        .fault = Fault(random.bounded(3)), .step = random.bounded(steps), .afterwards = random.bounded(3) == 0
    };
    point.delayUs = random.bounded(3) == 0 ? 0 : random.bounded(12'000);
    return point;
}

} // namespace

class TestFaults : public QObject {
    Q_OBJECT
private slots:
    void nothingIsLostOrDoneTwice_data()
    {
        QTest::addColumn<QByteArray>("script");
        QTest::addColumn<quint32>("seed");
        const int each = isLong ? 60 : 6;
        for (const Sample& sample : samples()) {
            for (int seed = 0; seed < each; ++seed)
                QTest::addRow("%s, seed %d", sample.name, seed) << sample.script << quint32(seed);
        }
    }

    void nothingIsLostOrDoneTwice()
    {
        QFETCH(QByteArray, script);
        QFETCH(quint32, seed);
        TestServer& server = TestServer::shared(17);
        const Project folder = project(script);
        const auto database = server.freshDatabase();
        QRandomGenerator random(seed * 7919 + quint32(script.size()));
        const int steps = int(parseScript(script).statements.size());
        // Every third time the run that makes it good is struck too.
        const int faults = random.bounded(3) == 0 ? 2 : 1;
        for (int i = 0; i < faults; ++i) {
            const FaultPoint point = pointAt(random, steps);
            const bool struck = deployWithFault(server, database, folder, point);
            qInfo("%s dies %d µs after statement %d %s: %s", faultWord(point.fault), point.delayUs, point.step + 1,
                point.afterwards ? "ended" : "began", struck ? "struck" : "too late");
        }
        const RunReport again = deployAgain(database, folder);
        QVERIFY2(again.ok(), again.error ? qPrintable(again.error->toText()) : "");
        QCOMPARE(dumpAll(server, database), undisturbed(script));
        auto session = Session::open(database);
        const QList<HistoryRow> rows = *HistoryTable::find(*session)->read();
        QCOMPARE(rows.size(), 1);
        QVERIFY(rows[0].isApplied() && !rows[0].logs);
        QCOMPARE(rows[0].appliedStepsCount, 1);
    }

    void sixteenDeployersAtOnce()
    {
        QTemporaryDir folder;
        for (int i = 0; i < 20; ++i) {
            const QString path = folder.filePath(QString("migrations/%1_m").arg(i, 3, 10, QChar('0')));
            QDir().mkpath(path);
            QFile file(path + "/migration.sql");
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(i == 0 ? QByteArray("CREATE TABLE evidence(step int);")
                              : evidence(i) + "CREATE TABLE t" + QByteArray::number(i) + "(i int);");
        }
        TestServer& server = TestServer::shared(17);
        const auto database = server.freshDatabase();
        std::vector<std::unique_ptr<QProcess>> deployers;
        for (int i = 0; i < 16; ++i) {
            auto deployer = std::make_unique<QProcess>();
            QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
            environment.insert("HOME", folder.filePath(QString("home%1").arg(i % 2))); // they share journals, too
            for (const char* name : { "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME" })
                environment.remove(name);
            deployer->setProcessEnvironment(environment);
            deployer->start(CORRIDOR_BIN_DIR "/corridor",
                { "--project", folder.filePath("migrations"), "--url", server.url(database), "deploy", "--lock-wait",
                    "120" });
            deployers.push_back(std::move(deployer));
        }
        for (const auto& deployer : deployers) {
            QVERIFY(deployer->waitForFinished(180'000));
            QVERIFY2(deployer->exitCode() == 0, deployer->readAllStandardError().constData());
        }
        QCOMPARE(runSql(database, "SELECT count(*) || ' ' || count(DISTINCT step) FROM evidence")->text(0, 0), "19 19");
        QCOMPARE(runSql(database, "SELECT count(*) || ' ' || count(finished_at) FROM _prisma_migrations")->text(0, 0),
            "20 20");
    }

private:
    QByteArray undisturbed(const QByteArray& script)
    {
        if (!m_undisturbed.contains(script)) {
            TestServer& server = TestServer::shared(17);
            const auto database = server.freshDatabase();
            const RunReport report = deployAgain(database, project(script));
            if (!report.ok())
                return report.error->toText().toUtf8();
            m_undisturbed[script] = dumpAll(server, database);
        }
        return m_undisturbed[script];
    }

    QHash<QByteArray, QByteArray> m_undisturbed;
};

QTEST_GUILESS_MAIN(TestFaults)
#include "tst_faults.moc"
