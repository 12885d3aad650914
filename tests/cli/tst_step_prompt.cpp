// SPDX-License-Identifier: MIT
// deploy --step at a terminal: a pseudo-terminal with somebody who reads and types.
#include "corridor_call.h"
#include "support/test_server.h"

#include <fcntl.h>
#include <pty.h>
#include <sys/ioctl.h>
#include <unistd.h>

using namespace corridor;

namespace {

// One call of the program at a terminal of its own.
class Terminal {
public:
    explicit Terminal(const CorridorCall& corridor, const QStringList& words)
    {
        int slave = -1;
        winsize size { .ws_row = 40, .ws_col = 200, .ws_xpixel = 0, .ws_ypixel = 0 };
        if (::openpty(&m_master, &slave, nullptr, nullptr, &size) != 0)
            qFatal("openpty: %s", ::strerror(errno));
        ::fcntl(m_master, F_SETFL, O_NONBLOCK);
        m_process.setChildProcessModifier([slave] {
            ::setsid();
            ::ioctl(slave, TIOCSCTTY, 0);
            for (const int standard : { STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO })
                ::dup2(slave, standard);
        });
        corridor.start(m_process, words);
        m_process.waitForStarted();
        ::close(slave);
    }
    ~Terminal() { ::close(m_master); }

    bool sees(const QByteArray& text)
    {
        return QTest::qWaitFor(
            [&] {
                read();
                const qsizetype found = m_screen.indexOf(text, m_seen);
                m_seen = found < 0 ? m_seen : found + text.size();
                return found >= 0;
            },
            20'000);
    }
    void type(const QByteArray& keys) { (void)!::write(m_master, keys.constData(), size_t(keys.size())); }
    int exitCode()
    {
        (void)QTest::qWaitFor(
            [&] {
                read(); // a full terminal would hold the program up
                return m_process.state() == QProcess::NotRunning;
            },
            20'000);
        return m_process.state() == QProcess::NotRunning ? m_process.exitCode() : -1;
    }
    const QByteArray& screen() const { return m_screen; }

private:
    void read()
    {
        char bytes[4096];
        for (ssize_t n = 0; (n = ::read(m_master, bytes, sizeof bytes)) > 0;)
            m_screen.append(bytes, n);
    }

    QProcess m_process;
    int m_master = -1;
    QByteArray m_screen;
    qsizetype m_seen = 0;
};

} // namespace

#define VERIFY_SEES(terminal, text) QVERIFY2((terminal).sees(text), (terminal).screen().constData())

class TestStepPrompt : public QObject {
    Q_OBJECT
private slots:
    void init()
    {
        if (!TestServer::has(17))
            QSKIP("PostgreSQL 17 is not here: set CORRIDOR_TEST_PG17 to its folder.");
        m_database = TestServer::shared(17).freshDatabase();
        m_corridor.emplace();
        m_corridor->set("DATABASE_URL", TestServer::shared(17).url(m_database));
        m_corridor->set("TERM", "xterm");
        m_corridor->addMigration("20250101000000_first", "CREATE TABLE a (i int);\n");
        QCOMPARE((*m_corridor)({ "deploy" }).code, 0);
        m_corridor->addMigration("20250102000000_second",
            "ALTER TABLE a ADD j int;\nINSERT INTO a VALUES (1, 2), (3, 4);\nCREATE TABLE b ();\n");
    }

    void eachStatementIsShownAndAskedFor()
    {
        Terminal terminal(*m_corridor, { "deploy", "--step" });
        VERIFY_SEES(terminal, "statement 1 of 3, line 1");
        VERIFY_SEES(terminal, "| ALTER TABLE a ADD j int");
        VERIFY_SEES(terminal, "expects a: ACCESS EXCLUSIVE");
        VERIFY_SEES(terminal, "Run it?");
        QCOMPARE(value("SELECT count(*) FROM pg_attribute WHERE attname = 'j' AND attrelid = 'a'::regclass"), "0");
        terminal.type("\n");
        VERIFY_SEES(terminal, "done in");
        VERIFY_SEES(terminal, "holds AccessExclusiveLock on public.a");
        VERIFY_SEES(terminal, "statement 2 of 3, line 2");
        VERIFY_SEES(terminal, "Run it?");
        terminal.type("y\n");
        VERIFY_SEES(terminal, "2 rows");
        VERIFY_SEES(terminal, "Run it?");
        terminal.type("\n");
        QCOMPARE(terminal.exitCode(), 0);
        QCOMPARE(value("SELECT count(*) FROM a"), "2");
    }

    void allTheRestRunsUnasked()
    {
        Terminal terminal(*m_corridor, { "deploy", "--step" });
        VERIFY_SEES(terminal, "Run it?");
        terminal.type("c\n");
        QCOMPARE(terminal.exitCode(), 0);
        QCOMPARE(terminal.screen().count("Run it?"), 1);
        QCOMPARE(value("SELECT to_regclass('b') IS NOT NULL"), "t");
    }

    void stoppingKeepsNothingOfATransaction_data()
    {
        QTest::addColumn<QByteArray>("keys");
        QTest::newRow("q") << QByteArray("q\n");
        QTest::newRow("anything else") << QByteArray("what?\n");
        QTest::newRow("end of input") << QByteArray("\4");
    }
    void stoppingKeepsNothingOfATransaction()
    {
        QFETCH(QByteArray, keys);
        Terminal terminal(*m_corridor, { "deploy", "--step" });
        VERIFY_SEES(terminal, "Run it?");
        terminal.type("\n");
        VERIFY_SEES(terminal, "statement 2 of 3");
        VERIFY_SEES(terminal, "Run it?");
        terminal.type(keys);
        VERIFY_SEES(terminal, "was stopped before statement 2");
        QVERIFY(terminal.exitCode() > 0);
        QCOMPARE(value("SELECT count(*) FROM pg_attribute WHERE attname = 'j' AND attrelid = 'a'::regclass"), "0");
        const auto found = (*m_corridor)({ "recover" });
        QVERIFY2(found.out.contains("nothing of it was kept"), found.out.constData());
        QCOMPARE((*m_corridor)({ "recover", "--retry" }).code, 0);
        QCOMPARE(value("SELECT count(*) FROM a"), "2");
    }

    void withoutATerminalItIsRefused()
    {
        const auto refused = (*m_corridor)({ "deploy", "--step" });
        QVERIFY(refused.code != 0);
        QVERIFY2(refused.err.contains("needs a terminal"), refused.err.constData());
        QCOMPARE(value("SELECT to_regclass('b') IS NULL"), "t");
    }

private:
    QString value(const QByteArray& sql) const
    {
        const auto result = runSql(m_database, sql);
        return result && result->rows() > 0 ? result->text(0, 0) : QString("error");
    }

    ConnectionOptions m_database;
    std::optional<CorridorCall> m_corridor;
};

QTEST_GUILESS_MAIN(TestStepPrompt)
#include "tst_step_prompt.moc"
