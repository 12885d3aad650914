// SPDX-License-Identifier: MIT
#include "rehearsal/clone.h"

#include "support/test_server.h"

#include <QTemporaryDir>

using namespace corridor;

// What goes wrong while a copy is made.
class CloneTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_sandbox { QDir::tempPath() + "/cs-XXXXXX" };

    Environment environment() const
    {
        Environment environment = systemEnvironment();
        environment.insert("CORRIDOR_SANDBOX_DIR", m_sandbox.path() + "/sb");
        return environment;
    }

private slots:
    void initTestCase()
    {
        QFile::setPermissions(m_sandbox.path(), QFile::Permissions(0x7755));
        if (!TestServer::has(17))
            QSKIP("PostgreSQL 17 is not here.");
    }

    void cleanupTestCase()
    {
        if (auto sandbox = Sandbox::locate(environment(), 17))
            (void)sandbox->reset();
        if (auto sandbox = Sandbox::locate(environment(), 17))
            (void)sandbox->stop();
    }

    // The error says what to do, and neither a database nor a file is left.
    void theServerGoes()
    {
        TestServer server;
        START_TEST_SERVER(server, 17);
        const ConnectionOptions database = server.freshDatabase();
        QVERIFY(runSql(database,
            "CREATE TABLE item AS SELECT g AS id, repeat(md5(g::text), 20) AS t FROM generate_series(1, 200000) g")
                .has_value());
        bool stopped = false;
        const auto clone = makeClone(
            { .database = database, .dump = {} }, { CloneRows::Full }, {}, environment(), [&](const BackupProgress&) {
                if (!std::exchange(stopped, true))
                    server.stop(StopMode::Kill);
            });
        QVERIFY(stopped && !clone.has_value());
        QVERIFY2(clone.error().code == "server-gone" || clone.error().code == "P1017" || clone.error().code == "P1001",
            qPrintable(clone.error().toText()));
        QVERIFY(!clone.error().hint.isEmpty());
        const auto sandbox = Sandbox::locate(environment(), 17);
        QCOMPARE(*sandbox->databases(), QStringList());
    }

    void theDumpEndsTooEarly()
    {
        const QString path = m_sandbox.filePath("dump.pgc");
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("PGDMP\x01\x0f");
        file.close();
        const auto clone = makeClone({ .database = {}, .dump = path }, { CloneRows::Full }, {}, environment());
        QVERIFY(!clone.has_value());
        QVERIFY2(!clone.error().hint.isEmpty(), qPrintable(clone.error().toText()));
    }

    void nobodyAnswers()
    {
        const auto nowhere = parseConnection("postgresql://nobody@127.0.0.1:1/none?connect_timeout=1", {});
        const auto clone = makeClone({ .database = *nowhere, .dump = {} }, { CloneRows::None }, {}, environment());
        QCOMPARE(clone.error().code, "P1001");
        QVERIFY(!clone.error().hint.isEmpty());
    }
};

QTEST_GUILESS_MAIN(CloneTest)
#include "tst_clone.moc"
