// SPDX-License-Identifier: MIT
// A real pgbouncer: its transaction mode is refused before anything is touched, its session mode is not.
#include "engine/engine.h"
#include "engine/pooler.h"
#include "support/test_server.h"

#include <QDir>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <unistd.h>

using namespace corridor;

namespace {

QString program()
{
    const QString named = qEnvironmentVariable("CORRIDOR_TEST_PGBOUNCER");
    return named.isEmpty() ? QStandardPaths::findExecutable("pgbouncer", { "/usr/sbin", "/usr/bin" }) : named;
}

// One pool before one server; ends with its life.
class Pool {
public:
    Pool(const TestServer& server, const QString& mode, int size)
        : m_folder("/tmp/corridor-pool-XXXXXX")
    {
        const ServerAccount account = server.server().account;
        (void)::chown(m_folder.path().toUtf8().constData(), account.user, account.group);
        QFile file(m_folder.filePath("pgbouncer.ini"));
        (void)file.open(QIODevice::WriteOnly);
        file.write(QString(
            "[databases]\n* = host=%1 user=postgres\n[pgbouncer]\nlisten_port = 6432\nunix_socket_dir = %2\nauth_type = any\n"
            "pool_mode = %3\ndefault_pool_size = %4\nignore_startup_parameters = extra_float_digits,options\n%5")
                .arg(server.server().socketFolder, m_folder.path(), mode)
                .arg(size)
                .arg(::geteuid() == 0 ? QString("user = postgres\n") : QString())
                .toUtf8());
        file.close();
        m_process.start(program(), { file.fileName() });
        m_process.waitForStarted();
    }

    ~Pool()
    {
        m_process.kill();
        m_process.waitForFinished();
    }

    Result<Session> open(const ConnectionOptions& database)
    {
        ConnectionOptions through = database;
        through.set("host", m_folder.path().toUtf8());
        through.set("port", "6432");
        auto session = Session::open(through);
        for (int tries = 0; !session && tries < 100; ++tries) {
            QTest::qWait(50);
            session = Session::open(through);
        }
        return session;
    }

    QByteArray log() { return m_process.readAllStandardError(); }

private:
    QTemporaryDir m_folder;
    QProcess m_process;
};

Project project()
{
    const QByteArray script = "CREATE TABLE t(i int);";
    Project result;
    result.migrations << Migration { .name = "1_m", .script = script, .checksum = prismaChecksum(script) };
    return result;
}

} // namespace

class TestPooler : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        if (program().isEmpty())
            QSKIP("pgbouncer is not here: install it, or set CORRIDOR_TEST_PGBOUNCER to the program.");
    }

    void aServerItselfPasses()
    {
        auto session = Session::open(TestServer::shared(17).freshDatabase());
        QVERIFY(refusePooler(*session));
    }

    void modes_data()
    {
        QTest::addColumn<QString>("mode");
        QTest::addColumn<int>("size");
        QTest::addColumn<bool>("refused");
        QTest::newRow("transaction") << "transaction" << 20 << true;
        QTest::newRow("transaction, one process") << "transaction" << 1 << true;
        QTest::newRow("statement") << "statement" << 20 << true;
        QTest::newRow("session") << "session" << 20 << false;
    }

    void modes()
    {
        QFETCH(QString, mode);
        QFETCH(int, size);
        QFETCH(bool, refused);
        TestServer& server = TestServer::shared(17);
        const auto database = server.freshDatabase();
        Pool pool(server, mode, size);
        auto session = pool.open(database);
        QVERIFY2(session.has_value(), session ? "" : qPrintable(session.error().toText() + pool.log()));
        const RunReport report = deploy(*session, project(), {});
        QCOMPARE(report.error ? report.error->code : QString(), refused ? "pooled-connection" : "");
        QCOMPARE(runSql(database, "SELECT to_regclass('t') IS NULL")->boolean(0, 0), refused);
    }
};

QTEST_GUILESS_MAIN(TestPooler)
#include "tst_pooler.moc"
