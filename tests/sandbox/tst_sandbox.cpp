// SPDX-License-Identifier: MIT
#include "sandbox/sandbox.h"

#include "postgres/session.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>
#include <csignal>
#include <thread>

using namespace corridor;

class TestSandbox : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        if (!findServer({}, systemEnvironment()))
            QSKIP("No PostgreSQL server is here.");
    }

    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>(QDir::tempPath() + "/cs-XXXXXX");
        QFile::setPermissions(m_folder->path(), QFile::Permissions(0x7711)); // the server's account passes through it
        m_environment = systemEnvironment();
        m_environment["CORRIDOR_SANDBOX_DIR"] = m_folder->path() + "/sb";
        m_environment.remove("XDG_RUNTIME_DIR");
    }

    void cleanup()
    {
        if (auto sandbox = Sandbox::locate(m_environment))
            QVERIFY(sandbox->reset());
    }

    void startsOnceAndStops()
    {
        auto sandbox = Sandbox::locate(m_environment);
        QVERIFY2(sandbox, sandbox ? "" : qPrintable(sandbox.error().toText()));
        QVERIFY(!sandbox->status().running);
        const auto started = sandbox->start();
        QVERIFY2(started, started ? "" : qPrintable(started.error().toText()));
        const qint64 pid = sandbox->status().pid;
        QVERIFY(sandbox->start());
        QCOMPARE(sandbox->status().pid, pid);
        QVERIFY(sandbox->ensureDatabase("made here"));
        QVERIFY(sandbox->ensureDatabase("made here"));
        auto session = Session::open(sandbox->connection("made here"));
        QVERIFY2(session, session ? "" : qPrintable(session.error().toText()));
        QCOMPARE(session->execute("SHOW listen_addresses")->text(0, 0), "");
        QCOMPARE(session->execute("SHOW fsync")->text(0, 0), "off");
        QVERIFY(sandbox->stop());
        QVERIFY(!sandbox->status().running);
        QVERIFY2(sandbox->start() && Session::open(sandbox->connection("made here")), "the data stay over a stop");
    }

    void resetForgets()
    {
        auto sandbox = Sandbox::locate(m_environment);
        QVERIFY(sandbox->start() && sandbox->ensureDatabase("gone"));
        QVERIFY(sandbox->reset() && sandbox->start());
        QCOMPARE(Session::open(sandbox->connection("gone")).error().code, "P1003");
    }

    void aDeadOneIsReplaced()
    {
        auto sandbox = Sandbox::locate(m_environment);
        QVERIFY(sandbox->start());
        ::kill(pid_t(sandbox->status().pid), SIGKILL);
        QTRY_VERIFY(!sandbox->status().running);
        QTest::qWait(200); // its children leave the memory that they share
        const auto again = sandbox->start();
        QVERIFY2(again, again ? "" : qPrintable(again.error().toText()));
        QVERIFY(Session::open(sandbox->connection()));
    }

    void simultaneousStarts()
    {
        std::vector<std::thread> threads;
        std::atomic<int> failures = 0;
        for (int i = 0; i < 6; ++i)
            threads.emplace_back([&] {
                auto sandbox = Sandbox::locate(m_environment);
                failures += !sandbox || !sandbox->start() || !Session::open(sandbox->connection());
            });
        for (auto& thread : threads)
            thread.join();
        QCOMPARE(failures.load(), 0);
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    Environment m_environment;
};

QTEST_GUILESS_MAIN(TestSandbox)
#include "tst_sandbox.moc"
