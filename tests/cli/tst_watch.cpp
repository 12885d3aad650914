// SPDX-License-Identifier: MIT
// Monitoring, health and the pipeline, as the command line gives them, on real servers.
#include "corridor_call.h"
#include "support/test_server.h"

#include <QJsonArray>
#include <QTcpSocket>
#include <thread>

using namespace corridor;

class TestWatch : public QObject {
    Q_OBJECT
private slots:
    void initTestCase_data() { TestServer::addMajors(); }

    void initTestCase() { QFile::setPermissions(m_shared.path(), QFile::Permissions(0x7755)); }

    void init()
    {
        QFETCH_GLOBAL(int, major);
        m_server = &TestServer::shared(major);
        m_database = m_server->freshDatabase();
        m_corridor.emplace();
        m_corridor->set("DATABASE_URL", m_server->url(m_database));
        // One sandbox for all: to make a new one takes longer than what is tested.
        m_corridor->set("XDG_CACHE_HOME", m_shared.filePath("cache"));
        m_corridor->set("CORRIDOR_SANDBOX_DIR", m_shared.filePath("sb"));
        m_corridor->addMigration("20250101000000_initial", "CREATE TABLE users (id serial PRIMARY KEY);\n");
    }

    void cleanupTestCase()
    {
        if (m_corridor)
            (void)call({ "sandbox", "stop" });
    }

    void healthHasAnExitCodeForEachTrouble()
    {
        VERIFY_CALL(call({ "health" }), 3);
        VERIFY_CALL(call({ "deploy" }), 0);
        const auto ready = call({ "health", "--json" });
        QCOMPARE(ready.code, 0);
        QCOMPARE(ready.json()["health"].toString(), QString("ready"));
        m_corridor->addMigration("20250101000000_initial", "CREATE TABLE users (id serial PRIMARY KEY); -- edited\n");
        VERIFY_CALL(call({ "health" }), 5);
        m_corridor->addMigration("20250102000000_bad", "SELECT 1 / 0;\n");
        VERIFY_CALL(call({ "deploy" }), 1);
        QCOMPARE(call({ "health", "--json" }).json()["health"].toString(), QString("failed"));
        m_corridor->set("DATABASE_URL", "postgresql://nobody@localhost:1/none?connect_timeout=1");
        VERIFY_CALL(call({ "health" }), 1);
    }

    void healthIsServedOnTheLoopback()
    {
        QProcess process;
        m_corridor->start(process, { "health", "--serve", "0" });
        QByteArray said;
        QTRY_VERIFY_WITH_TIMEOUT((said += process.readAllStandardError()).contains("/healthz"), 10'000);
        const quint16 port = said.split(':')[2].split('/')[0].toUShort();
        QVERIFY2(said.contains("http://127.0.0.1:"), said.constData());
        QVERIFY(get(port, "/healthz").startsWith("HTTP/1.1 200"));
        QVERIFY(get(port, "/readyz").startsWith("HTTP/1.1 503"));
        VERIFY_CALL(call({ "deploy" }), 0);
        QTRY_VERIFY_WITH_TIMEOUT(get(port, "/readyz").startsWith("HTTP/1.1 200"), 5000);
        QVERIFY(get(port, "/metrics").contains("state=\"applied\"} 1\n"));
        QVERIFY(get(port, "/else").startsWith("HTTP/1.1 404"));
        process.terminate();
        QVERIFY(process.waitForFinished(5000));
        QCOMPARE(process.exitCode(), 0);
    }

    void monitorTellsWhoBlocksWhom()
    {
        VERIFY_CALL(call({ "deploy" }), 0);
        auto holder = Session::open(m_database);
        QVERIFY(holder->execute("BEGIN; LOCK TABLE users"));
        std::jthread waiter([this] {
            auto session = Session::open(m_database);
            (void)session->execute("SELECT count(*) FROM users");
        });
        CorridorCall::Result shown;
        QTRY_VERIFY_WITH_TIMEOUT((shown = call({ "monitor" })).out.contains("Who blocks whom"), 10'000);
        QVERIFY2(shown.out.contains("  " + QByteArray::number(holder->backendPid()) + ' '), shown.out.constData());
        QVERIFY2(shown.out.contains("20250101000000_initial"), shown.out.constData());
        const QJsonObject json = call({ "monitor", "--json" }).json();
        QCOMPARE(json["migrations"].toArray().size(), 1);
        const QString pid = QString::number(holder->backendPid());
        QCOMPARE(call({ "monitor", "--terminate", pid, "--json" }).errorCode(), QString("not-confirmed"));
        VERIFY_CALL(call({ "monitor", "--terminate", pid, "--yes" }), 0);
        waiter.join();
        QVERIFY(!holder->execute("SELECT 1"));
    }

    // The server's answer is recognised, and the error says what helps.
    void commonTroublesAreExplained_data()
    {
        QTest::addColumn<QByteArray>("script");
        QTest::addColumn<QString>("advice");
        QTest::newRow("timeout") << QByteArray("SET LOCAL statement_timeout = 50; SELECT pg_sleep(5);") << "60min";
        QTest::newRow("lock") << QByteArray("SET LOCAL lock_timeout = 50; ALTER TABLE held ADD COLUMN x int;") << "who blocks whom";
        QTest::newRow("drift") << QByteArray("CREATE TABLE held (id int);") << "resolve --applied";
        QTest::newRow("disk") << QByteArray("DO $$BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END$$;") << "free or add space";
    }

    void commonTroublesAreExplained()
    {
        QFETCH(QByteArray, script);
        QFETCH(QString, advice);
        VERIFY_CALL(call({ "deploy" }), 0);
        auto holder = Session::open(m_database);
        QVERIFY(holder->execute("CREATE TABLE held (id int)"));
        QVERIFY(holder->execute("BEGIN; LOCK TABLE held"));
        m_corridor->addMigration("20250102000000_trouble", script);
        const auto failed = call({ "deploy", "--lock-attempts", "2", "--json" });
        QCOMPARE(failed.errorCode(), QString("P3018"));
        const QString hint = failed.json()["error"]["hint"].toString();
        QVERIFY2(hint.contains(advice), qPrintable(hint));
    }

    void thePipelineDeploys_data()
    {
        QTest::addColumn<QString>("service");
        QTest::addColumn<QString>("file");
        QTest::newRow("GitHub") << "github" << ".github/workflows/migrate.yml";
        QTest::newRow("GitLab") << "gitlab" << ".gitlab-ci.yml";
    }

    // The steps of the file as it was written are run by sh, but for those that install.
    void thePipelineDeploys()
    {
        QFETCH(QString, service);
        QFETCH(QString, file);
        VERIFY_CALL(call({ "ci", "init", service }), 0);
        QCOMPARE(call({ "ci", "init", service, "--json" }).errorCode(), QString("file-exists"));
        QFile pipeline(m_corridor->path("app/" + file));
        QVERIFY(pipeline.open(QFile::ReadOnly));
        const QStringList scripts = blocks(QString::fromUtf8(pipeline.readAll()));
        m_corridor->set("PATH", QString(CORRIDOR_BIN_DIR) + ':' + qEnvironmentVariable("PATH"));
        m_corridor->set("CI", "true");
        int run = 0;
        for (const QString& script : scripts) {
            if (script.contains("apt-get") || script.contains("npm "))
                continue;
            VERIFY_CALL(m_corridor->run("sh", { "-e", "-c", script }), 0);
            ++run;
        }
        QVERIFY2(run >= 3, qPrintable(scripts.join("---\n")));
        QCOMPARE(runSql(m_database, "SELECT count(*) FROM _prisma_migrations WHERE finished_at IS NOT NULL")->integer(0, 0), 1);
    }

private:
    QTemporaryDir m_shared { QDir::tempPath() + "/cw-XXXXXX" };
    CorridorCall::Result call(const QStringList& words) const { return (*m_corridor)(words); }

    static QByteArray get(quint16 port, const QByteArray& path)
    {
        QTcpSocket socket;
        socket.connectToHost("127.0.0.1", port);
        if (!socket.waitForConnected(2000))
            return {};
        socket.write("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
        QByteArray answer;
        while (socket.waitForReadyRead(5000))
            answer += socket.readAll();
        return answer;
    }

    // The texts of YAML's literal blocks: the lines behind "|" that stand deeper than it.
    static QStringList blocks(const QString& yaml)
    {
        QStringList found;
        int depth = -1;
        const auto indent = [](const QString& line) { return int(line.size() - QStringView(line).trimmed().size()); };
        for (const QString& line : yaml.split('\n')) {
            if (depth >= 0 && !line.trimmed().isEmpty() && indent(line) > depth) {
                found.last() += line.trimmed() + '\n';
                continue;
            }
            depth = -1;
            if (line.endsWith(": |") || line.endsWith("- |")) {
                depth = indent(line);
                found << QString();
            }
        }
        return found;
    }

    TestServer* m_server = nullptr;
    ConnectionOptions m_database;
    std::optional<CorridorCall> m_corridor;
};

QTEST_GUILESS_MAIN(TestWatch)
#include "tst_watch.moc"
