// SPDX-License-Identifier: MIT
#include "background_sql.h"
#include "monitor/blocking_tree.h"
#include "monitor/server_snapshot.h"
#include "monitor/stop_backend.h"
#include "support/test_server.h"

#include <QElapsedTimer>
#include <QFileInfo>
#include <QJsonArray>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace corridor;

namespace {

Session openNamed(ConnectionOptions options, const QByteArray& name)
{
    options.set("application_name", name);
    auto session = Session::open(options);
    if (!session)
        qFatal("%s", qPrintable(session.error().toText()));
    return std::move(*session);
}

} // namespace

class TestServerSnapshot : public QObject {
    Q_OBJECT
private slots:
    void initTestCase_data() { TestServer::addMajors(); }

    void init()
    {
        QFETCH_GLOBAL(int, major);
        m_database = TestServer::shared(major).freshDatabase();
        QVERIFY(runSql(m_database,
            "CREATE TABLE big AS SELECT i AS id, repeat('x', 200) AS text FROM generate_series(1, 20000) i;"
            "CREATE INDEX big_id ON big (id); CREATE TABLE small (id int);"
            "CREATE SCHEMA other; CREATE TABLE other.middle AS SELECT generate_series(1, 5000)"));
        m_observer.emplace(openNamed(m_database, "observer"));
    }

    void cleanup() { m_observer.reset(); }

    void showsWhoBlocksWhom()
    {
        Session reader = openNamed(m_database, "long reader");
        QVERIFY(reader.execute("BEGIN; SELECT count(*) FROM small"));
        const BackgroundSql ddl(openNamed(m_database, "ddl"), "ALTER TABLE small ADD COLUMN a int");
        QVERIFY(waitFor([&](const ServerSnapshot& now) { return isBlocked(now, ddl.pid()); }));
        const BackgroundSql second(openNamed(m_database, "second reader"), "SELECT * FROM small");
        QVERIFY(waitFor([&](const ServerSnapshot& now) { return isBlocked(now, second.pid()); }));

        const ServerSnapshot now = take();
        QVERIFY(!now.session(m_observer->backendPid()));
        const auto forest = blockingForest(now.sessions);
        QCOMPARE(forest.size(), 1);
        QCOMPARE(forest[0].pid, reader.backendPid());
        QCOMPARE(forest[0].blockedCount(), 2);
        QCOMPARE(forest[0].waiting.value(0).pid, ddl.pid());
        QCOMPARE(forest[0].waiting.value(0).waiting.value(0).pid, second.pid());

        const ServerSession* waiting = now.session(ddl.pid());
        QCOMPARE(waiting->application, QString("ddl"));
        QCOMPARE(waiting->state, QString("active"));
        QCOMPARE(waiting->waitEventType, QString("Lock"));
        QCOMPARE(waiting->query, QString("ALTER TABLE small ADD COLUMN a int"));
        QVERIFY(waiting->waitingFor);
        QCOMPARE(waiting->waitingFor->relation, QString("small"));
        QCOMPARE(waiting->waitingFor->mode, QString("AccessExclusiveLock"));
        QVERIFY(waiting->waitingFor->waitingMs <= *waiting->queryMs + 1000); // two moments of one snapshot
        const ServerSession* idle = now.session(reader.backendPid());
        QCOMPARE(idle->state, QString("idle in transaction"));
        QVERIFY(!idle->waitingFor);
        QVERIFY(idle->client == "local");
    }

    void longestTransactionsComeFirst()
    {
        Session first = openNamed(m_database, "first");
        QVERIFY(first.execute("BEGIN; SELECT 1"));
        QTest::qSleep(20);
        Session second = openNamed(m_database, "second");
        QVERIFY(second.execute("BEGIN; SELECT 1"));
        Session idle = openNamed(m_database, "idle");
        QVERIFY(idle.execute("SELECT 1"));
        const ServerSnapshot now = take();
        const auto longest = now.longestTransactions();
        QCOMPARE(longest.size(), 2);
        QCOMPARE(longest[0].pid, first.backendPid());
        QVERIFY(*longest[0].transactionMs >= 20);
        QCOMPARE(longest[1].pid, second.backendPid());
        QCOMPARE(now.longestTransactions(1).size(), 1);
        QVERIFY(!now.session(idle.backendPid())->transactionMs);
    }

    void locksNameTheirRelations()
    {
        Session writer = openNamed(m_database, "writer");
        QVERIFY(writer.execute("BEGIN; INSERT INTO other.middle VALUES (1); CREATE TABLE fresh (id int)"));
        const ServerSnapshot now = take();
        const auto held = [&](const QString& schema, const QString& relation) {
            QStringList modes;
            for (const LockFact& lock : now.locks) {
                if (lock.pid == writer.backendPid() && lock.granted && lock.schema == schema
                    && lock.relation == relation)
                    modes << lock.mode;
            }
            return modes;
        };
        QCOMPARE(held("other", "middle"), QStringList("RowExclusiveLock"));
        QCOMPARE(held("public", "small"), QStringList());
        // A table that nobody else can see yet: by its OID.
        const auto oid = writer.execute("SELECT 'fresh'::regclass::oid");
        QVERIFY(held("", oid->text(0, 0)).contains("AccessExclusiveLock"));
    }

    void sizesAreMeasuredAndNeverWaitedFor()
    {
        ServerSnapshot now = take();
        QCOMPARE(now.tables.size(), 3);
        QCOMPARE(now.tables[0].name, QString("big"));
        QCOMPARE(now.tables[1].schema, QString("other"));
        const auto measured
            = runSql(m_database, "SELECT pg_total_relation_size('big'), pg_database_size(current_database())");
        QCOMPARE(now.tables[0].bytes, measured->integer(0, 0));
        QCOMPARE(*now.databaseBytes, measured->integer(0, 1));

        QVERIFY(runSql(m_database, "VACUUM ANALYZE big"));
        Session ddl = openNamed(m_database, "ddl");
        QVERIFY(ddl.execute("BEGIN; LOCK TABLE big IN ACCESS EXCLUSIVE MODE; LOCK TABLE other.middle"));
        QElapsedTimer timer;
        timer.start();
        now = take();
        QVERIFY2(timer.elapsed() < 2000, qPrintable(QString::number(timer.elapsed())));
        QCOMPARE(now.tables.size(), 3);
        QVERIFY(now.tables[0].estimated && now.tables[1].estimated != now.tables[2].estimated);
        const double ratio = double(now.tables[0].bytes) / double(measured->integer(0, 0));
        QVERIFY2(ratio > 0.9 && ratio <= 1.0, qPrintable(QString::number(ratio)));
    }

    void sizesAreOptional()
    {
        const auto now = readServerSnapshot(*m_observer, { .sizes = false });
        QVERIFY(now);
        QVERIFY(!now->databaseBytes);
        QVERIFY(now->tables.isEmpty());
        QCOMPARE(readServerSnapshot(*m_observer, { .topTables = 1 })->tables.size(), 1);
    }

    void indexBuildsTellHowFarTheyAre()
    {
        QVERIFY(runSql(m_database,
            "CREATE FUNCTION slow(int) RETURNS int IMMUTABLE LANGUAGE plpgsql AS "
            "$$BEGIN PERFORM pg_sleep(0.001); RETURN $1; END$$"));
        const BackgroundSql build(openNamed(m_database, "build"), "CREATE INDEX slow_index ON big (slow(id))");
        CommandProgress seen;
        QVERIFY(waitFor([&](const ServerSnapshot& now) {
            for (const CommandProgress& progress : now.progress)
                seen = progress;
            return seen.done > 0 && seen.done < seen.total; // the server counts the first block as all of them
        }));
        QCOMPARE(seen.pid, build.pid());
        QCOMPARE(seen.command, QString("CREATE INDEX"));
        QCOMPARE(seen.relation, QString("big"));
        QVERIFY2(seen.phase.startsWith("building index"), qPrintable(seen.phase));
        QCOMPARE(seen.unit, QString("blocks"));
    }

    void concurrentIndexBuildsSayWhomTheyWaitFor()
    {
        Session writer = openNamed(m_database, "writer");
        QVERIFY(writer.execute("BEGIN; INSERT INTO small VALUES (1)"));
        const BackgroundSql build(openNamed(m_database, "build"), "CREATE INDEX CONCURRENTLY ON small (id)");
        QVERIFY(waitFor([&](const ServerSnapshot& now) {
            return !now.progress.isEmpty() && now.progress[0].phase == "waiting for writers before build"
                && isBlocked(now, build.pid());
        }));
        const ServerSnapshot now = take();
        QCOMPARE(now.progress[0].command, QString("CREATE INDEX CONCURRENTLY"));
        QCOMPARE(now.session(build.pid())->blockedBy, QList<int> { writer.backendPid() });
    }

    void copiesTellHowFarTheyAre()
    {
        const BackgroundSql copy(openNamed(m_database, "copy"),
            "COPY (SELECT pg_sleep(0.01), repeat('x', 1000) FROM generate_series(1, 10000)) TO PROGRAM 'cat "
            ">/dev/null'");
        QVERIFY(
            waitFor([&](const ServerSnapshot& now) { return !now.progress.isEmpty() && now.progress[0].done > 0; }));
        const CommandProgress progress = take().progress.value(0);
        QCOMPARE(progress.command, QString("COPY TO"));
        QCOMPARE(progress.unit, QString("bytes"));
        QCOMPARE(progress.pid, copy.pid());
    }

    void countsConnectionsAndTransactions()
    {
        const ServerSnapshot before = take();
        QCOMPARE(before.maxConnections, runSql(m_database, "SHOW max_connections")->integer(0, 0));
        QVERIFY(before.takenAt.secsTo(QDateTime::currentDateTimeUtc()) < 5);
        Session more = openNamed(m_database, "more");
        const ServerSnapshot after = take();
        QCOMPARE(after.connections, before.connections + 1);
        QVERIFY(!after.isStandby);
        QVERIFY(!after.replayLagMs);
    }

    void rateNeedsTimeAndCounts()
    {
        const auto at = [](qint64 ms, qint64 commits, qint64 rollbacks) {
            ServerSnapshot snapshot;
            snapshot.takenAt = QDateTime::fromMSecsSinceEpoch(ms);
            snapshot.counters = { .commits = commits, .rollbacks = rollbacks };
            return snapshot;
        };
        QCOMPARE(*transactionRate(at(1000, 10, 1), at(3000, 29, 2)), 10.0);
        QVERIFY(!transactionRate(at(1000, 10, 1), at(1000, 10, 1)));
        QVERIFY(!transactionRate(at(1000, 10, 1), at(2000, 0, 0)));
    }

    void standbysAreSeenFromBothSides()
    {
        QFETCH_GLOBAL(int, major);
        TestServer server;
        QVERIFY(server.start(major, Durability::None, { "wal_level = replica", "max_wal_senders = 4" }));
        const QString receiver = server.server().binaries.folder + "/pg_receivewal";
        if (!QFileInfo(receiver).isExecutable())
            QSKIP("This PostgreSQL came without pg_receivewal.");
        QTemporaryDir folder;
        QProcess standby;
        const ConnectionOptions options = server.connection("postgres");
        standby.start(receiver,
            { "-h", options.value("host"), "-p", options.value("port"), "-U", options.value("user"), "-D",
                folder.path() });
        auto session = Session::open(options);
        QVERIFY(session);
        ServerSnapshot now;
        QTRY_VERIFY(
            (now = readServerSnapshot(*session).value()).standbys.size() == 1 && now.standbys[0].state == "streaming");
        QCOMPARE(now.standbys[0].application, QString("pg_receivewal"));
        QCOMPARE(now.standbys[0].client, QString("local"));
        QCOMPARE(now.standbys[0].syncState, QString("async"));
        standby.terminate();
        QVERIFY(standby.waitForFinished());

        session->execute("CHECKPOINT");
        QVERIFY(server.stop(StopMode::Fast));
        QFile signal(server.server().dataFolder + "/standby.signal");
        QVERIFY(signal.open(QFile::WriteOnly));
        QVERIFY(server.restart());
        session = Session::open(options);
        QVERIFY(session);
        const auto standing = readServerSnapshot(*session);
        QVERIFY2(standing, standing ? "" : qPrintable(standing.error().toText()));
        QVERIFY(standing->isStandby);
    }

    void readsInOneRoundTrip()
    {
        take();
        QElapsedTimer timer;
        timer.start();
        for (int i = 0; i < 20; ++i)
            take();
        const double with = double(timer.restart()) / 20;
        for (int i = 0; i < 20; ++i)
            QVERIFY(readServerSnapshot(*m_observer, { .sizes = false }));
        qInfo("a snapshot in %.1f ms, without sizes in %.1f ms", with, double(timer.elapsed()) / 20);
    }

    void aRoleWithoutRightsSeesWhatItMay()
    {
        Session reader = openNamed(m_database, "somebody");
        QVERIFY(reader.execute("BEGIN; SELECT 'a secret'"));
        const QByteArray role = "nobody_" + m_database.value("dbname").toUtf8();
        QVERIFY(runSql(m_database, "CREATE ROLE " + role + " LOGIN"));
        ConnectionOptions options = m_database;
        options.set("user", role);
        auto session = Session::open(options);
        QVERIFY2(session, session ? "" : qPrintable(session.error().toText()));
        const auto now = readServerSnapshot(*session);
        QVERIFY2(now, now ? "" : qPrintable(now.error().toText()));
        QVERIFY(now->session(reader.backendPid()));
        QVERIFY(!now->session(reader.backendPid())->query.contains("secret"));
    }

    void cancelsAndTerminates()
    {
        BackgroundSql sleeping(openNamed(m_database, "sleeping"), "SELECT pg_sleep(60)");
        QVERIFY(waitFor([&](const ServerSnapshot& now) {
            return now.session(sleeping.pid()) && now.session(sleeping.pid())->waitEvent == "PgSleep";
        }));
        QVERIFY(cancelBackend(*m_observer, sleeping.pid()));
        const auto result = sleeping.wait();
        QVERIFY(!result);
        QCOMPARE(result.error().sqlstate, QString("57014"));

        Session idle = openNamed(m_database, "idle");
        QVERIFY(terminateBackend(*m_observer, idle.backendPid()));
        QVERIFY(waitFor([&](const ServerSnapshot& now) { return !now.session(idle.backendPid()); }));
        QCOMPARE(terminateBackend(*m_observer, idle.backendPid()).error().code, QString("backend-gone"));
    }

    void jsonHasEverything()
    {
        Session idle = openNamed(m_database, "password=s3cret");
        QVERIFY(idle.execute("SELECT 'postgres://a:s3cret@h/d'"));
        const QJsonObject json = take().toJson();
        for (const char* key : { "takenAt", "sessions", "locks", "progress", "connections", "counters", "isStandby",
                 "replayLagMs", "standbys", "databaseBytes", "tables" })
            QVERIFY2(json.contains(QLatin1String(key)), key);
        QString query;
        for (const QJsonValue& session : json["sessions"].toArray()) {
            if (session["pid"].toInt() == idle.backendPid())
                query = session["query"].toString();
        }
        QCOMPARE(query, QString("SELECT 'postgres://a:***@h/d'"));
    }

private:
    ServerSnapshot take()
    {
        const auto now = readServerSnapshot(*m_observer);
        if (!now)
            qFatal("%s", qPrintable(now.error().toText()));
        return *now;
    }

    template <typename Condition>
    bool waitFor(const Condition& holds)
    {
        for (int i = 0; i < 500; ++i) {
            if (holds(take()))
                return true;
            QTest::qSleep(10);
        }
        return false;
    }

    static bool isBlocked(const ServerSnapshot& now, int pid)
    {
        return now.session(pid) && now.session(pid)->isBlocked();
    }

    ConnectionOptions m_database;
    std::optional<Session> m_observer;
};

QTEST_GUILESS_MAIN(TestServerSnapshot)
#include "tst_server_snapshot.moc"
