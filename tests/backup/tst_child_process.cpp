// SPDX-License-Identifier: MIT
#include "backup/child_process.h"

#include <QElapsedTimer>
#include <QTest>
#include <sys/resource.h>
#include <thread>

using namespace corridor;

namespace {

ChildCommand shell(const QString& script)
{
    return { "/bin/sh", { "-c", script } };
}

} // namespace

class TestChildProcess : public QObject {
    Q_OBJECT
private slots:
    void givesWhatTheChildSaid()
    {
        QStringList lines;
        const auto result = runChild(shell("echo out; echo one >&2; printf two >&2; exit 3"), CancelToken::never(),
            { .line = [&](const QString& line) { lines << line; } });
        QVERIFY(result);
        QCOMPARE(result->exitCode, 3);
        QCOMPARE(result->output, QByteArray("out\n"));
        QCOMPARE(result->errors, QString("one\ntwo\n"));
        QCOMPARE(lines, QStringList({ "one", "two" }));
    }

    void hidesPasswords()
    {
        const auto result = runChild(shell("echo 'at postgres://a:s3cret@h/d' >&2"), CancelToken::never());
        QCOMPARE(result->errors, QString("at postgres://a:***@h/d\n"));
    }

    void speaksEnglishAndKnowsTheEnvironment()
    {
        qputenv("LANGUAGE", "de");
        ChildCommand command = shell("echo $LC_ALL/$LANGUAGE/$PGPASSWORD");
        command.environment = { { "PGPASSWORD", "s3cret" } };
        QCOMPARE(runChild(command, CancelToken::never())->output, QByteArray("C.UTF-8//s3cret\n"));
        qunsetenv("LANGUAGE");
    }

    void keepsTheEndOfALotOfErrors()
    {
        const auto result = runChild(
            shell("i=0; while [ $i -lt 20000 ]; do echo line $i >&2; i=$((i+1)); done"), CancelToken::never());
        QVERIFY(result->errors.size() < 200'000);
        QVERIFY(result->errors.endsWith("line 19999\n"));
    }

    void aMissingProgramIsNamed()
    {
        const auto result = runChild({ "/nowhere/pg_dump", {} }, CancelToken::never());
        QVERIFY(!result);
        QCOMPARE(result.error().code, QString("program-missing"));
    }

    void aCrashIsNamed()
    {
        const auto result = runChild(shell("echo why >&2; kill -SEGV $$"), CancelToken::never());
        QVERIFY(!result);
        QCOMPARE(result.error().code, QString("program-crashed"));
        QCOMPARE(result.error().detail, QString("why\n"));
    }

    void cancelEndsTheChild()
    {
        const CancelToken token;
        const std::jthread other([&] {
            QTest::qSleep(150);
            token.cancel();
        });
        QElapsedTimer timer;
        timer.start();
        int ticks = 0;
        const auto result = runChild(shell("exec sleep 60"), token, { .tick = [&] { ++ticks; } });
        QVERIFY(!result);
        QCOMPARE(result.error().code, QString("cancelled"));
        QVERIFY(timer.elapsed() < 3000);
        QVERIFY(ticks > 0);
        QCOMPARE(runChild(shell("exit 0"), token).error().code, QString("cancelled"));
    }

    void pipesThroughTheFilter()
    {
        const auto result = runPipe(
            shell("for i in 1 2 3; do echo line $i; done"), shell("cat; echo done >&2"),
            [](const QByteArray& chunk) { return QByteArray(chunk).replace("line", "row"); }, CancelToken::never());
        QVERIFY(result);
        QCOMPARE(result->second.output, QByteArray("row 1\nrow 2\nrow 3\n"));
        QCOMPARE(result->second.errors, QString("done\n"));
    }

    void pipesMoreThanMemoryShouldHold()
    {
        const auto result
            = runPipe(shell("head -c 60000000 /dev/zero"), shell("sleep 0.5; wc -c"), {}, CancelToken::never());
        QVERIFY(result);
        QCOMPARE(result->second.output.trimmed(), QByteArray("60000000"));
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
        rusage usage {};
        getrusage(RUSAGE_SELF, &usage);
        QVERIFY2(usage.ru_maxrss < 50'000, qPrintable(QString::number(usage.ru_maxrss) + " kB"));
#endif
    }

    void aFailingSourceKeepsTheSinkFromFinishing()
    {
        const auto result = runPipe(shell("echo half; echo broken >&2; exit 1"),
            shell("cat >/dev/null; echo committed >&2"), {}, CancelToken::never());
        QVERIFY(result);
        QCOMPARE(result->first.exitCode, 1);
        QCOMPARE(result->first.errors, QString("broken\n"));
        QVERIFY(!result->second.errors.contains("committed"));
    }

    void aSinkThatStopsEndsTheSource()
    {
        QElapsedTimer timer;
        timer.start();
        const auto result = runPipe(
            shell("cat /dev/zero"), shell("head -c 10 >/dev/null; echo full >&2; exit 3"), {}, CancelToken::never());
        QVERIFY(timer.elapsed() < 10'000);
        QVERIFY(result);
        QCOMPARE(result->second.exitCode, 3);
        QCOMPARE(result->second.errors, QString("full\n"));
    }

    void cancelEndsBothEnds()
    {
        const CancelToken token;
        const std::jthread other([&] {
            QTest::qSleep(150);
            token.cancel();
        });
        QElapsedTimer timer;
        timer.start();
        const auto result
            = runPipe(shell("exec cat /dev/zero"), shell("cat >/dev/null; echo committed >&2"), {}, token);
        QVERIFY(!result);
        QCOMPARE(result.error().code, QString("cancelled"));
        QVERIFY(timer.elapsed() < 6000);
    }
};

QTEST_GUILESS_MAIN(TestChildProcess)
#include "tst_child_process.moc"
