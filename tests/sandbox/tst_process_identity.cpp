// SPDX-License-Identifier: MIT
#include "sandbox/process_identity.h"

#include <QProcess>
#include <QTest>
#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

using namespace corridor;
using namespace std::chrono_literals;

class TestProcessIdentity : public QObject {
    Q_OBJECT
private slots:
    void knowsALivingProcess()
    {
        const auto self = ProcessIdentity::of(::getpid());
        QVERIFY(self.startTime > 0);
        QVERIFY(self.isAlive());
        QCOMPARE(self, ProcessIdentity::of(::getpid()));
    }

    void tellsItFromALaterOneOfItsNumber()
    {
        auto other = ProcessIdentity::of(::getpid());
        --other.startTime;
        QVERIFY(!other.isAlive());
        QVERIFY(!other.signal(SIGTERM)); // or the test would end here
        QVERIFY(!ProcessIdentity {}.isAlive());
        QVERIFY(!ProcessIdentity::of(0).isAlive());
    }

    void waitsForTheEnd()
    {
        QProcess process;
        process.start("sleep", { "60" });
        QVERIFY(process.waitForStarted());
        const auto identity = ProcessIdentity::of(process.processId());
        QVERIFY(!identity.waitForEnd(30ms));
        QVERIFY(identity.signal(SIGTERM));
        process.waitForFinished(); // QProcess reaps it
        QVERIFY(identity.waitForEnd(5s));
        QVERIFY(!identity.isAlive());
    }

    void takesAZombieForDead()
    {
        const pid_t child = ::fork();
        if (child == 0)
            ::_exit(0);
        const auto identity = ProcessIdentity::of(child);
        QTRY_VERIFY(!identity.isAlive());
        QVERIFY(identity.waitForEnd(1s)); // and reaps it
        QCOMPARE(::waitpid(child, nullptr, WNOHANG), pid_t(-1));
    }
};

QTEST_GUILESS_MAIN(TestProcessIdentity)
#include "tst_process_identity.moc"
