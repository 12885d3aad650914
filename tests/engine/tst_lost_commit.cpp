// SPDX-License-Identifier: MIT
// A connection that is lost at COMMIT, on a real server: a transaction that waits for a standby which never answers is
// committed, and its client has not been told.
#include "engine/engine.h"
#include "engine/lost_commit.h"
#include "history/history_table.h"
#include "support/test_server.h"

#include <functional>
#include <thread>

using namespace corridor;

namespace {

// A row in `slow` lets its transaction wait at COMMIT, one in `deadly` ends the connection just before it.
const QByteArray tables = "CREATE TABLE done(i int); CREATE TABLE slow(i int); CREATE TABLE deadly(i int);"
                          "CREATE FUNCTION wait() RETURNS trigger LANGUAGE plpgsql AS"
                          " $$BEGIN PERFORM set_config('synchronous_commit', 'on', true); RETURN NULL; END$$;"
                          "CREATE CONSTRAINT TRIGGER t AFTER INSERT ON slow DEFERRABLE INITIALLY DEFERRED"
                          " FOR EACH ROW EXECUTE FUNCTION wait();"
                          "CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS"
                          " $$BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END$$;"
                          "CREATE CONSTRAINT TRIGGER t AFTER INSERT ON deadly DEFERRABLE INITIALLY DEFERRED"
                          " FOR EACH ROW EXECUTE FUNCTION die();";

Migration migration(const QString& name, const QByteArray& script)
{
    return { .name = name, .script = script, .checksum = prismaChecksum(script) };
}

Project project(const QByteArrayList& scripts)
{
    Project result;
    for (const QByteArray& script : scripts)
        result.migrations << migration(QString::number(result.migrations.size() + 1) + "_m", script);
    return result;
}

QString value(const ConnectionOptions& database, const QByteArray& sql)
{
    const auto result = runSql(database, sql);
    return result && result->rows() > 0 ? result->text(0, 0) : QString("error");
}

// Does something as soon as a session waits for the standby; on a thread of its own.
class AtCommit {
public:
    AtCommit(const ConnectionOptions& database, std::function<void(Session&, int pid)> strike)
        : m_thread([this, database, strike] {
            auto session = Session::open(database);
            while (session && !m_over) {
                const auto waiting = session->execute(
                    "SELECT pid FROM pg_stat_activity WHERE wait_event = 'SyncRep' AND state = 'active'");
                if (waiting && waiting->rows() > 0)
                    return strike(*session, int(waiting->integer(0, 0)));
                QTest::qSleep(2);
            }
        })
    {
    }
    ~AtCommit()
    {
        m_over = true;
        m_thread.join();
    }

private:
    std::atomic<bool> m_over = false;
    std::thread m_thread;
};

void terminate(Session& session, int pid)
{
    (void)session.execute("SELECT pg_terminate_backend(" + QByteArray::number(pid) + ")");
}

} // namespace

#define VERIFY_RAN(report) QVERIFY2((report).ok(), (report).error ? qPrintable((report).error->toText()) : "")

class TestLostCommit : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        START_TEST_SERVER(m_server, 17, Durability::None,
            { "wal_level = replica", "max_wal_senders = 2", "synchronous_standby_names = 'nobody'",
                "synchronous_commit = local" });
    }

    void theRunGoesOn_data()
    {
        QTest::addColumn<QByteArrayList>("scripts");
        const QByteArray slow = "INSERT INTO slow VALUES (1);\nINSERT INTO done VALUES (1);";
        QTest::newRow("atomic") << QByteArrayList { slow };
        QTest::newRow("with others after it") << QByteArrayList { slow, "INSERT INTO done VALUES (2);" };
        QTest::newRow("stepwise") << QByteArrayList { slow + "\nVACUUM done;\nINSERT INTO done VALUES (2);" };
    }
    void theRunGoesOn()
    {
        QFETCH(QByteArrayList, scripts);
        const auto database = databaseWith(tables);
        const AtCommit strike(database, terminate);
        auto session = Session::open(database);
        const int before = session->backendPid();
        const RunReport report = deploy(*session, project(scripts), {});
        VERIFY_RAN(report);
        QVERIFY(session->backendPid() != before);
        QCOMPARE(value(database, "SELECT count(*) = max(i) FROM done"), "t");
        QCOMPARE(
            value(database, "SELECT count(*) FROM _prisma_migrations WHERE finished_at IS NOT NULL AND logs IS NULL"),
            QString::number(scripts.size()));
        QCOMPARE(value(database, "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"), "0");
    }

    void theWatchAndTheNoticesGoOn()
    {
        const auto database = databaseWith(tables);
        const AtCommit strike(database, terminate);
        auto session = Session::open(database);
        QStringList notices;
        VERIFY_RAN(deploy(*session,
            project({ "INSERT INTO slow VALUES (1);\nVACUUM done;\nDO $$BEGIN RAISE NOTICE 'afterwards'; END$$;" }), {},
            {}, [&](const RunEvent& event) {
                if (event.kind == RunEvent::Kind::Notice)
                    notices << event.message.message;
            }));
        QVERIFY(notices.contains("afterwards"));
    }

    void aServerThatStartsAgainIsWaitedFor()
    {
        const auto database = databaseWith(tables);
        std::atomic<bool> stopped = false;
        const AtCommit strike(database, [&](Session&, int) { stopped = m_server.stop(StopMode::Immediate); });
        RunReport report;
        std::thread run([&] {
            auto session = Session::open(database);
            report = deploy(*session, project({ "INSERT INTO slow VALUES (1);\nINSERT INTO done VALUES (1);" }), {});
        });
        // On this thread: the server ends with the one that started it.
        const bool struck = QTest::qWaitFor([&] { return stopped.load(); }, 30'000);
        QTest::qSleep(200);
        const auto restarted = m_server.restart();
        run.join();
        QVERIFY(struck && restarted);
        VERIFY_RAN(report);
        QCOMPARE(value(database, "SELECT count(*) FROM done"), "1");
    }

    void aWayBackIsResolvedToo()
    {
        const auto database = databaseWith(tables);
        Project folder = project({ "INSERT INTO done VALUES (1);" });
        folder.migrations[0].down = "INSERT INTO slow VALUES (1);\nDELETE FROM done;";
        auto session = Session::open(database);
        VERIFY_RAN(deploy(*session, folder, {}));
        const AtCommit strike(database, terminate);
        VERIFY_RAN(rollback(*session, folder, {}, {}));
        QCOMPARE(value(database, "SELECT count(*) FROM done"), "0");
        QCOMPARE(value(database, "SELECT rolled_back_at IS NOT NULL FROM _prisma_migrations"), "t");
    }

    void whatWasRolledBackIsSaidAndRepeated()
    {
        const auto database = databaseWith(tables);
        const Project folder = project({ "INSERT INTO deadly VALUES (1);\nINSERT INTO done VALUES (1);" });
        auto session = Session::open(database);
        const RunReport report = deploy(*session, folder, {});
        QVERIFY(report.error);
        QVERIFY2(report.error->state.contains("says that the transaction was rolled back"),
            qPrintable(report.error->toText()));
        QCOMPARE(value(database, "SELECT count(*) FROM done"), "0");
        (void)runSql(database, "DROP TRIGGER t ON deadly");
        auto again = Session::open(database);
        VERIFY_RAN(deploy(*again, folder, {}));
        QCOMPARE(value(database, "SELECT count(*) FROM done"), "1");
        QCOMPARE(value(database, "SELECT count(*) FROM _prisma_migrations"), "1");
    }

    void aServerThatStaysAwayLeavesItUnknown()
    {
        const auto database = databaseWith(tables);
        const Project folder = project({ "INSERT INTO slow VALUES (1);\nINSERT INTO done VALUES (1);" });
        auto session = Session::open(database);
        {
            const AtCommit strike(database, [this](Session&, int) { m_server.stop(StopMode::Immediate); });
            const RunReport report = deploy(*session, folder, { .reconnectMs = 300 });
            QVERIFY(report.error);
            QVERIFY2(report.error->state.startsWith("unknown"), qPrintable(report.error->toText()));
        }
        QVERIFY(m_server.restart());
        auto again = Session::open(database);
        VERIFY_RAN(deploy(*again, folder, {}));
        QCOMPARE(value(database, "SELECT count(*) FROM done"), "1");
    }

    // Another deploy waits for the lock, gets it when the connection dies, and changes the row.
    void somebodyElseWhoWentOnIsLeftAlone()
    {
        const auto database = databaseWith(tables);
        std::thread other([&] {
            auto session = Session::open(database);
            while (value(database, "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'") == "0")
                QTest::qSleep(1);
            (void)session->execute("SELECT pg_advisory_lock(72707369)");
            (void)session->execute("UPDATE _prisma_migrations SET logs = 'mine'");
        });
        const AtCommit strike(database, terminate);
        auto session = Session::open(database);
        const RunReport report = deploy(
            *session, project({ "INSERT INTO slow VALUES (1);\nVACUUM done;\nINSERT INTO done VALUES (1);" }), {});
        other.join();
        QVERIFY(report.error);
        QCOMPARE(report.error->code, "history-changed");
        QCOMPARE(value(database, "SELECT logs FROM _prisma_migrations"), "mine");
        QCOMPARE(value(database, "SELECT count(*) FROM done"), "0");
    }

    // A crash may undo a transaction whose number nothing on disk remembers.
    void aNumberThatWasNeverGivenIsUndone()
    {
        const auto database = databaseWith({});
        const auto fate = fateOfCommit(database, "4000000000", 0);
        QVERIFY(fate);
        QVERIFY(!fate->committed);
    }

private:
    // Its history begins with nothing, so that tables may be there before the first deploy.
    ConnectionOptions databaseWith(const QByteArray& sql)
    {
        const auto database = m_server.freshDatabase();
        auto session = Session::open(database);
        (void)deploy(*session, Project(), {});
        if (!sql.isEmpty())
            (void)session->execute(sql);
        return database;
    }

    TestServer m_server;
};

QTEST_GUILESS_MAIN(TestLostCommit)
#include "tst_lost_commit.moc"
