// SPDX-License-Identifier: MIT
#include "widgets/tasks/event_channel.h"
#include "widgets/tasks/task.h"
#include "widgets/tasks/task_indicator.h"

#include <QSemaphore>
#include <QSignalSpy>
#include <QTest>
#include <QThread>
#include <QToolButton>

using namespace corridor;

namespace {

// Waits until cancelled, as a core call does.
bool waitForCancel(const CancelToken& token)
{
    while (!token.isCancelled())
        QThread::msleep(1);
    return true;
}

} // namespace

class TestTasks : public QObject {
    Q_OBJECT
private slots:
    void deliversOnThisThread()
    {
        TaskList list;
        QSignalSpy idle(&list, &TaskList::becameIdle);
        Task<int> task(list);
        QThread *worker = nullptr, *receiver = nullptr;
        int result = 0;
        task.start(
            "Adding",
            [&](const CancelToken&) {
                worker = QThread::currentThread();
                return 42;
            },
            [&](int value) {
                receiver = QThread::currentThread();
                result = value;
            });
        QCOMPARE(list.tasks().size(), 1);
        QCOMPARE(result, 0);
        QVERIFY(idle.wait());
        QCOMPARE(result, 42);
        QCOMPARE(receiver, QThread::currentThread());
        QVERIFY(worker != receiver);
        QVERIFY(!task.isRunning());
    }

    void newestStartWins()
    {
        TaskList list;
        QSignalSpy idle(&list, &TaskList::becameIdle);
        Task<QString> task(list);
        QStringList delivered;
        const auto deliver = [&](const QString& value) { delivered << value; };
        task.start(
            "first",
            [](const CancelToken& token) {
                waitForCancel(token);
                return QString("first");
            },
            deliver);
        task.start("second", [](const CancelToken&) { return QString("second"); }, deliver);
        QVERIFY(idle.wait());
        QCOMPARE(delivered, QStringList("second"));
    }

    void resultOfACancelledTaskIsDelivered()
    {
        TaskList list;
        QSignalSpy idle(&list, &TaskList::becameIdle);
        Task<bool> task(list);
        bool delivered = false;
        task.start("wait", waitForCancel, [&](bool value) { delivered = value; });
        list.cancel(task.id());
        QVERIFY(list.tasks().first().cancelling);
        QVERIFY(idle.wait());
        QVERIFY(delivered);
    }

    void deadTaskDeliversNothing()
    {
        TaskList list;
        QSignalSpy idle(&list, &TaskList::becameIdle);
        bool delivered = false;
        {
            Task<bool> task(list);
            task.start("wait", waitForCancel, [&](bool) { delivered = true; });
        }
        QVERIFY(idle.wait());
        QVERIFY(!delivered);
    }

    void listCancelsAndWaitsAtItsEnd()
    {
        QSemaphore ended;
        {
            TaskList list;
            Task<bool> task(list);
            task.start(
                "wait",
                [&](const CancelToken& token) {
                    waitForCancel(token);
                    ended.release();
                    return true;
                },
                [](bool) { QFAIL("delivered after the end"); });
        }
        QCOMPARE(ended.available(), 1);
    }

    void channelBatchesInOrder()
    {
        QList<int> received;
        int batches = 0;
        const EventChannel<int> channel(this, [&](const QList<int>& values) {
            received += values;
            ++batches;
        });
        const std::unique_ptr<QThread> thread(QThread::create([channel] {
            for (int value = 0; value < 10'000; ++value)
                channel.send(value);
        }));
        thread->start();
        QVERIFY(thread->wait());
        QTRY_COMPARE(received.size(), 10'000);
        QVERIFY(std::ranges::is_sorted(received));
        QCOMPARE(batches, 1);
    }

    void indicatorAppearsLateAndCancels()
    {
        TaskList list;
        TaskIndicator indicator(list);
        Task<bool> task(list);
        task.start("Deploying", waitForCancel, [](bool) { });
        QVERIFY(!indicator.isVisible());
        QTRY_VERIFY(indicator.isVisible());
        auto* cancel = indicator.findChild<QToolButton*>();
        QVERIFY(!cancel->accessibleName().isEmpty());
        cancel->click();
        QTRY_VERIFY(!indicator.isVisible());
    }
};

QTEST_MAIN(TestTasks)
#include "tst_tasks.moc"
